import { Problem, problemOf, type AttachmentView } from 'api';

import { token } from './session';
import { BASE } from './wire';

/** Fetches a file of an appeal: nobody gets one by its address alone. */
async function fetchFile(id: string): Promise<string> {
  const bearer = await token();
  return new Promise((done, fail) => {
    uni.downloadFile({
      url: `${BASE}/api/v1/attachments/${id}`,
      header: { Authorization: `Bearer ${bearer}` },
      success: ({ statusCode, tempFilePath }) => (statusCode < 300 ? done(tempFilePath) : fail(problemOf(statusCode, undefined))),
      fail: () => fail(new Problem({ code: 'interrupted' })),
    });
  });
}

/** Shows a picture, plays a voice note, opens anything else with what the phone has for it. */
export async function openFile(file: AttachmentView): Promise<void> {
  const path = await fetchFile(file.id);
  if (file.media_type.startsWith('image/')) {
    uni.previewImage({ urls: [path] });
    return;
  }
  if (file.media_type.startsWith('audio/')) {
    const player = uni.createInnerAudioContext();
    player.src = path;
    player.play();
    return;
  }
  // #ifdef H5
  Object.assign(document.createElement('a'), { href: path, download: file.file_name }).click();
  // #endif
  // #ifdef MP-WEIXIN
  uni.openDocument({ filePath: path, showMenu: true });
  // #endif
}
