package tarn.stack;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sites of a stack, as its parameter {@code Domains} has them: with commas between them. */
public final class SiteList {
  private SiteList() {}

  /** A list with more sites at its end. @param present null or empty where there is none yet */
  public static String with(String present, List<String> more) {
    Set<String> sites = sites(present);
    sites.addAll(more);
    return String.join(",", sites);
  }

  /** The sites of one list that the other does not have. */
  static List<String> gone(String before, String after) {
    List<String> gone = new ArrayList<>(sites(before));
    gone.removeAll(sites(after));
    return gone;
  }

  private static Set<String> sites(String list) {
    return new LinkedHashSet<>(list == null || list.isEmpty() ? List.of() : List.of(list.split(",")));
  }
}
