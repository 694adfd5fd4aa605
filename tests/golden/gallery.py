"""``python -m tests.golden.gallery FOLDER``: a page with a picture of all that is drawn."""

import html
import sys
from pathlib import Path
from typing import Final

from tests.golden.cases import Case, cases, drawn, original, sections
from workers.errors import WorkerError
from workers.executor import rendering

_HEAD: Final = """\
<!doctype html><meta charset="utf-8"><title>Darkroom: gallery</title>
<style>
body { font: 13px system-ui, sans-serif; margin: 2em; background: #dfe3e6 }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); gap: 12px }
figure { margin: 0; padding: 8px; background: white }
figure img { max-width: 100%; max-height: 220px; display: block; margin: auto;
  background: repeating-conic-gradient(#ccc 0 25%, white 0 50%) 0 0 / 16px 16px }
code { word-break: break-all }
</style>
"""

#: What browsers show; the other files are linked to.
_SHOWN: Final = frozenset({".png", ".jpg", ".gif", ".webp", ".avif", ".bmp", ".ico", ".svg"})


def main(folder: Path) -> None:
    """Draw every case into a folder, and write the page that shows them."""
    folder.mkdir(parents=True, exist_ok=True)
    rendering.prepare()
    found = cases()
    for name in dict.fromkeys(case.photograph for case in found):
        original(name).save(folder / f"{name}.png")
    parts = [_HEAD, "<h1>Gallery</h1><main>"]
    parts += [
        _figure(f"{name}.png", name, "As it is.", "")
        for name in dict.fromkeys(case.photograph for case in found)
    ]
    for heading, shown in sections(found).items():
        parts.append(f"</main><h2>{html.escape(heading)}</h2><main>")
        parts += [_drawn(folder, case, f"{heading[0]}{place}") for place, case in enumerate(shown)]
    parts.append("</main>")
    (folder / "index.html").write_text("\n".join(parts))
    sys.stdout.write(f"{len(found)} pictures: {folder / 'index.html'}\n")


def _drawn(folder: Path, case: Case, name: str) -> str:
    try:
        made = drawn(case)
    except WorkerError as error:
        return _figure("", case.word, case.meaning, f"{case.transformation}: {error}")
    file = f"{name}.{made.format}"
    (folder / file).write_bytes(made.data)
    size = f"{made.width} x {made.height} {made.format}"
    return _figure(file, case.word, case.meaning, f"{case.transformation} ({size})")


def _figure(file: str, word: str, meaning: str, written: str) -> str:
    name = html.escape(file)
    shown = f'<img src="{name}" alt="">' if Path(file).suffix in _SHOWN else ""
    return (
        f'<figure><a href="{name}">{shown or name}</a><figcaption><b>{html.escape(word)}</b> '
        f"{html.escape(meaning)}<br><code>{html.escape(written)}</code></figcaption></figure>"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
