// Reads the cells of an Excel workbook, as far as a test has to: a zip of XML files.
import { inflateRawSync } from 'node:zlib';

function* entries(file) {
  let end = file.length - 22;
  while (file.readUInt32LE(end) !== 0x06054b50) end--;
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed, name] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt16LE(at + 28)];
    const [extra, comment, local] = [file.readUInt16LE(at + 30), file.readUInt16LE(at + 32), file.readUInt32LE(at + 42)];
    const begin = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const data = file.subarray(begin, begin + packed);
    yield [file.toString('utf8', at + 46, at + 46 + name), method === 0 ? data : inflateRawSync(data)];
    at += 46 + name + extra + comment;
  }
}

const plain = (xml) =>
  xml
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

/** Every row of every sheet, as the texts of its cells. */
export async function rows(file) {
  const files = new Map([...entries(file)].map(([name, data]) => [name, data.toString('utf8')]));
  const shared = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, text]) => plain(text));
  const all = [];
  for (const [name, xml] of files) {
    if (!/^xl\/worksheets\/sheet\d+\.xml$/.test(name)) continue;
    for (const [, row] of xml.matchAll(/<row[^>]*>(.*?)<\/row>/gs)) {
      all.push([...row.matchAll(/<c([^>]*)>(.*?)<\/c>/gs)].map(([, kind, cell]) => (kind.includes('t="s"') ? shared[Number(plain(cell))] : plain(cell))));
    }
  }
  return all;
}
