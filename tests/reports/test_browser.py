"""Reports in a browser, where Chromium is installed: structure, contrast, width, and the sheet of paper."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Written

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: pages go unseen")

# WCAG 2.1: contrast of every text with what is behind it, names of pictures, headers of tables, order of headings,
# nothing wider than the window, nothing fetched.
PROBE = """
<script>
function light(c) { const p = c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
  .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126*p[0] + 0.7152*p[1] + 0.0722*p[2]; }
function behind(e) { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
  if (!/, 0\\)$|transparent/.test(c)) return c; } return 'rgb(255, 255, 255)'; }
window.addEventListener('load', () => {
  const said = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  const texts = [...document.querySelectorAll('main *, nav *')].filter(said);
  const named = [...document.querySelectorAll('[id]')].map(e => e.id);
  const contrast = texts.map(e => { const a = light(getComputedStyle(e).color), b = light(behind(e));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); });
  const heads = [...document.querySelectorAll('h1,h2,h3,h4')].map(e => +e.tagName[1]);
  const name = e => (e.getAttribute('aria-label') || e.textContent || '').trim();
  const regions = [...document.querySelectorAll('section, nav')].map(name);
  const cells = [...document.querySelectorAll('tbody tr')].filter(r => !r.querySelector('th[scope=row]'));
  const result = {
    lang: document.documentElement.lang, mains: document.querySelectorAll('main').length,
    unnamed: [...document.querySelectorAll('a, section, nav')].filter(e => !name(e)).length,
    alike: regions.length - new Set(regions).size, headless: cells.length,
    lost: [...document.querySelectorAll('a[href^="#"]')].filter(a => !document.getElementById(a.hash.slice(1))).length,
    captions: [...document.querySelectorAll('table')].filter(t => !t.caption && !t.closest('section')).length,
    texts: texts.length, contrast: Math.min(...contrast), heads,
    wide: document.documentElement.scrollWidth - window.innerWidth,
    broken: [...document.images].filter(i => !i.naturalWidth || !i.alt).length, images: document.images.length,
    bare: [...document.querySelectorAll('th')].filter(t => !t.scope || !t.textContent.trim()).length,
    ids: named.length - new Set(named).size,
    fetched: performance.getEntriesByType('resource').filter(r => !r.name.startsWith('data:')).length };
  document.title = JSON.stringify(result);
});
</script>
"""


def browse(*arguments: str, folder: Path) -> str:
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    done = subprocess.run([*command, *arguments], capture_output=True, timeout=120, check=True)
    return done.stdout.decode("utf-8", errors="replace")


@pytest.mark.parametrize("kind", ["national", "region", "regions", "funding", "workshop"])
def test_what_a_reader_meets(every_report: Written, kind: str, tmp_path: Path) -> None:
    page = every_report.reports[kind][1]
    probed = tmp_path / "probed.html"
    probed.write_text(page.read_text("utf-8").replace("</head>", PROBE + "</head>"), encoding="utf-8")
    shown = browse(
        "--window-size=1280,900", "--virtual-time-budget=4000", "--dump-dom", probed.as_uri(), folder=tmp_path
    )
    title = re.search(r"<title>(\{.*?\})</title>", shown)
    assert title, shown[:300]
    found = json.loads(title[1])
    assert found["texts"] > 50
    assert found["contrast"] >= 4.5
    assert found["heads"][0] == 1
    assert set(found["heads"][1:]) == {2}
    assert found["images"] >= 1
    # A scroll bar makes the window wider than the page.
    assert found["wide"] <= 0
    assert (found["lang"], found["mains"]) == ("fr", 1)
    faults = ("broken", "bare", "ids", "fetched", "unnamed", "alike", "headless", "lost", "captions")
    assert {name: found[name] for name in faults} == dict.fromkeys(faults, 0)


def test_it_prints_on_a4(every_report: Written, tmp_path: Path) -> None:
    page, paper = every_report.reports["region"][1], tmp_path / "paper.pdf"
    browse("--no-pdf-header-footer", f"--print-to-pdf={paper}", page.as_uri(), folder=tmp_path)
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper.read_bytes()))
    # A4 is 210 by 297 mm: 595.3 by 841.9 points.
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {(595, 842)}
