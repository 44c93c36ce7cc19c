// Steps of a session by keyboard and mouse: each is told, and a picture taken after it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** `name` begins the names of the pictures. */
export function steps(page, pictures, name = '') {
  mkdirSync(pictures, { recursive: true });
  let count = 0;
  let failures = 0;

  /** One step; where it fails, the others are tried all the same. */
  async function step(title, work) {
    count += 1;
    try {
      const detail = await work();
      console.log(`ok    ${title}${detail ? `: ${detail}` : ''}`);
    } catch (error) {
      failures += 1;
      console.log(`FAIL  ${title}: ${String(error.message).split('\n').slice(0, 3).join(' ')}`);
    }
    await picture(title);
  }

  function picture(title) {
    return page.screenshot({ path: join(pictures, `${name}${String(count).padStart(2, '0')}-${title}.png`) });
  }

  /** Tells how it went; whether all went well. */
  function finish() {
    console.log(`${count - failures} of ${count} steps; pictures in ${pictures}`);
    return failures === 0;
  }

  return { step, picture, finish };
}
