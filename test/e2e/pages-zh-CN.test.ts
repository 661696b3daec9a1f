import { describeEveryPage } from './every-page.ts';

describeEveryPage('zh-CN');
