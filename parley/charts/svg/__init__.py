"""Tables become still pictures: SVG drawn by ourselves, without a browser, and PNG from it.

    typeface.py  how wide a text is; our font             legend.py    the marks in words
    markup.py    SVG as text that nobody's words break    matrix.py    who stands where
    sheet.py     a page: title, body, source line, link   timeline.py  lanes through time
    cell.py      one mark, from a Look                    card.py      for a link that is shared
    raster.py    SVG into PNG

Coordinates are pixels of the page, never nested, so that what stands where can be read from the file. Nothing has an id:
two pictures can stand in one page.
"""
