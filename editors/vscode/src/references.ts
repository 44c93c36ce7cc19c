// The command that a code lens of the server runs: shows a list of places.
import { commands, Location, Position, Range, Uri } from 'vscode';
import type { ProtocolPosition } from './protocol';

export const SHOW_REFERENCES = 'milepost.showReferences';

interface ProtocolLocation {
  uri: string;
  range: { start: ProtocolPosition; end: ProtocolPosition };
}

/** What the protocol calls a place becomes what VS Code calls one. */
export async function showReferences(uri: string, at: ProtocolPosition, places: ProtocolLocation[]): Promise<void> {
  const position = (it: ProtocolPosition): Position => new Position(it.line, it.character);
  const locations = places.map(
    (it) => new Location(Uri.parse(it.uri), new Range(position(it.range.start), position(it.range.end))),
  );
  await commands.executeCommand('editor.action.showReferences', Uri.parse(uri), position(at), locations);
}
