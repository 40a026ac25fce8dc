// The message of packed.py: the number of what is open, and the JSON text of what to draw. Most reruns bring the same text, and comparing
// it is all they cost.

const TEXT = new TextDecoder();

function unpacked(data) {
  const text = TEXT.decode(data);
  const end = text.indexOf("\n");
  return { selected: Number(text.slice(0, end)), drawn: text.slice(end + 1) };
}
