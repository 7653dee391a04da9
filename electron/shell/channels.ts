/** The names under which the window and the shell speak; the preload knows no others. */
export const channels = {
  call: 'custos:call',
  event: 'custos:event',
  chooseFiles: 'custos:chooseFiles',
  chooseFolder: 'custos:chooseFolder',
  offerMenu: 'custos:offerMenu',
  menu: 'custos:menu',
} as const;
