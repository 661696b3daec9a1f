/** Runs in the sandbox before the page: it hands the page a DesktopBridge and keeps everything of Electron to itself. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type DesktopBridge, ENGINE_PORT_MESSAGE } from '#shared/desktop/bridge.ts';
import { CHANNEL } from '../channels.ts';

ipcRenderer.on(CHANNEL.port, (event) => {
  // To this very page only: `/` stands for its own origin.
  window.postMessage(ENGINE_PORT_MESSAGE, { targetOrigin: '/', transfer: [...event.ports] });
});

const bridge: DesktopBridge = {
  connect: () => ipcRenderer.send(CHANNEL.connect),
  pickFiles: ({ folder }) => ipcRenderer.invoke(CHANNEL.pickFiles, folder === true),
  grantDropped: (files) =>
    // A file made by a script has no path and gives '': only what the user really dropped can be granted.
    ipcRenderer.invoke(
      CHANNEL.grantDropped,
      files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== ''),
    ),
};

contextBridge.exposeInMainWorld('mendian', bridge);
