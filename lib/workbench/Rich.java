package tarn.workbench;

/** Something that a notebook shows as HTML, and as its {@code toString()} where there is no HTML. */
public interface Rich {
  /** HTML that may stand anywhere in a page; what came from the lake is escaped in it. */
  String html();
}
