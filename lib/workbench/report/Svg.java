package tarn.workbench.report;

import java.util.Locale;

/** Writes a picture. Every text and every value of an attribute is escaped here and nowhere else. */
final class Svg {
  private final StringBuilder out = new StringBuilder();

  /**
   * @param label what the picture shows, for those who do not see it
   * @param variant class of the picture
   * @param more attributes, names and values in turn
   */
  Svg(int width, int height, String variant, String label, Object... more) {
    tag("svg", "class", variant, "viewBox", "0 0 " + width + " " + height, "role", "img", "aria-label", label);
    attributes(more);
    out.append('>');
  }

  /** Begins an element. @param attributes names and values in turn; numbers are written short */
  Svg open(String name, Object... attributes) {
    tag(name, attributes);
    out.append('>');
    return this;
  }

  Svg close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  /** An element with nothing in it. */
  Svg empty(String name, Object... attributes) {
    tag(name, attributes);
    out.append("/>");
    return this;
  }

  /** An element with a text in it. */
  Svg text(String name, String text, Object... attributes) {
    open(name, attributes);
    out.append(escape(text));
    return close(name);
  }

  private void tag(String name, Object... attributes) {
    out.append('<').append(name);
    attributes(attributes);
  }

  private void attributes(Object... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"").append(escape(value(attributes[i + 1]))).append('"');
    }
  }

  private static String value(Object value) {
    return value instanceof Double number ? number(number) : String.valueOf(value);
  }

  /** A coordinate, to a tenth. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
  }

  /** The whole picture. */
  String end() {
    return out + "</svg>";
  }
}
