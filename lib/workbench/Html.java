package tarn.workbench;

import tarn.cli.TextTable;

/** Texts in pages. */
final class Html {
  private Html() {}

  /** A text as it may stand in an element or a quoted attribute; control and format characters are shown as escapes. */
  static String escape(String text) {
    return TextTable.escape(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** JSON as it may stand in a script element: no text in it can end the element, or begin a comment. */
  static String scriptJson(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
