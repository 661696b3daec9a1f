/** The menu: nothing but the system's own roles, so that keyboard shortcuts work as everywhere. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { DesktopTexts } from './texts.ts';

/** Sets the application's menu. Developer tools are in it only when the app is not packaged. */
export function setMenu(texts: DesktopTexts, packaged: boolean): void {
  const developer: MenuItemConstructorOptions[] = packaged ? [] : [{ role: 'toggleDevTools' }];
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: texts.file,
      submenu: [
        { role: 'close', label: texts.close },
        { role: 'quit', label: texts.quit },
      ],
    },
    {
      label: texts.edit,
      submenu: [
        { role: 'undo', label: texts.undo },
        { role: 'redo', label: texts.redo },
        { type: 'separator' },
        { role: 'cut', label: texts.cut },
        { role: 'copy', label: texts.copy },
        { role: 'paste', label: texts.paste },
        { role: 'selectAll', label: texts.selectAll },
      ],
    },
    {
      label: texts.view,
      submenu: [
        { role: 'reload', label: texts.reload },
        { role: 'resetZoom', label: texts.actualSize },
        { role: 'zoomIn', label: texts.zoomIn },
        { role: 'zoomOut', label: texts.zoomOut },
        { role: 'togglefullscreen', label: texts.fullScreen },
        ...developer,
      ],
    },
    { label: texts.window, submenu: [{ role: 'minimize', label: texts.minimise }] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
