"""How Word documents look, and what they say of themselves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

LANGUAGE = "en-GB"
FONT = "Arial"
INK, BLUE, GREY = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x1D, 0x3C, 0x5C), RGBColor(0x4A, 0x50, 0x54)
"""Each with a contrast of at least 7 to 1 on white (WCAG 2.2, 1.4.6)."""

HEADER_SHADE, LINE = "E6ECF1", "B1B4B6"
SHORT_SIDE, LONG_SIDE, MARGIN = Mm(210), Mm(297), Mm(20)

TABLE_TEXT = "Table text"
"""The style of what stands in a table's cells."""

DEFAULTS = {"default paragraph font", "normal table", "table grid", "no list"}
"""Styles that others stand on, and that of tables, in small letters."""

LOOKS = (
    ("Normal", 11, INK, False, 0, 6),
    ("Heading 1", 20, BLUE, True, 0, 8),
    ("Heading 2", 14, BLUE, True, 16, 4),
    ("Heading 3", 12, BLUE, True, 10, 2),
    ("List Bullet", 11, INK, False, 0, 3),
    ("Caption", 10, GREY, False, 4, 4),
    (TABLE_TEXT, 11, INK, False, 0, 2),
    ("Footer", 9, GREY, False, 0, 0),
)
"""Style, size in points, colour, whether bold, points before and after."""

NOT_OURS = ("thumbnail", "extended-properties")
"""Parts of the template that tell of another document and of the program that made it."""


def describe(file: WordFile, title: str, made: date) -> None:
    """Says the title, the language and the day; says nothing of who made it, or with what."""
    day = datetime(made.year, made.month, made.day)
    properties = file.core_properties
    properties.title, properties.language = title, LANGUAGE
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = day
    relations = file.part.package.rels
    for name in [name for name, one in relations.items() if one.reltype.endswith(NOT_OURS)]:
        del relations[name]


def lay_out(file: WordFile, wide: bool) -> None:
    """Sets the page to A4, upright or `wide`, and the styles that the blocks use."""
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG_SIDE, SHORT_SIDE) if wide else (SHORT_SIDE, LONG_SIDE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    drop_styles(file)
    speak_english(file)
    file.styles.add_style(TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH).base_style = file.styles["Normal"]
    for name, size, colour, bold, before, after in LOOKS:
        style = file.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = colour
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.1
        use_font(style)
        for spacing in style.element.iter(qn("w:contextualSpacing")):
            spacing.set(qn("w:val"), "0")
    file.styles["Caption"].paragraph_format.keep_with_next = True
    stops = file.styles["Footer"].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(text_width(wide), WD_TAB_ALIGNMENT.RIGHT)
    rule_tables(file)


def text_width(wide: bool) -> Length:
    """How wide the text is on an upright page, or a wide one."""
    return Mm((LONG_SIDE if wide else SHORT_SIDE).mm - 2 * MARGIN.mm)


def drop_styles(file: WordFile) -> None:
    """Takes away the template's styles that no block uses: each use of a style looks through them all."""
    used = {name.lower() for name, *_ in LOOKS}
    used |= {f"{name} char" for name in used} | DEFAULTS
    for style in list(file.styles.element.style_lst):
        if style.name_val.lower() not in used:
            style.delete()


def speak_english(file: WordFile) -> None:
    """Makes the whole document British English, and lets Word open it as one of its own time."""
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
        language.set(qn("w:eastAsia"), LANGUAGE)
    settings = file.settings.element
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def use_font(style: ParagraphStyle) -> None:
    """Sets the font for all scripts, and takes away the theme's, which would go before it."""
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)


def rule_tables(file: WordFile) -> None:
    """Gives tables thin grey lines and room round their words."""
    properties: Any = file.styles["Table Grid"].element.find(qn("w:tblPr"))
    for name in ("w:tblBorders", "w:tblCellMar"):
        for element in properties.findall(qn(name)):
            properties.remove(element)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(parse_xml(f'<w:{side} {nsdecls("w")} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'))
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 60), ("left", 100), ("bottom", 30), ("right", 100)):
        margins.append(parse_xml(f'<w:{side} {nsdecls("w")} w:w="{width}" w:type="dxa"/>'))
    properties.extend([borders, margins])
