package tarn.workbench;

/**
 * The notebook that this JVM is the kernel of. The kernel's start-up script attaches its page; without one, as in a plain
 * program, nothing is shown.
 */
public final class Notebook {
  /** Where what a cell shows appears. */
  public interface Page {
    /** Shows something below the cell that runs, and returns the name by which it can be replaced. */
    String show(Object content);

    /** Shows something in the place of what was shown before. */
    void replace(String name, Object content);
  }

  private static volatile Page page;

  private Notebook() {}

  public static void attach(Page kernels) {
    page = kernels;
  }

  /** Null where there is no notebook. */
  static Page page() {
    return page;
  }
}
