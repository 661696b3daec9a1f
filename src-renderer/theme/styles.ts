/** All style sheets that every page needs, in their order. */
import './base.css';
import './shell.css';
import './panel.css';
import './phone.css';
import './print.css';
