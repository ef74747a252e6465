package tarn.traffic;

/**
 * A page of a site.
 *
 * @param path percent-encoded, as browsers give {@code location.pathname}
 * @param query without {@code ?}; null for none
 */
record Page(Kind kind, String path, String query, String title) {
  enum Kind { HOME, LISTING, DETAIL, SEARCH, CART, CHECKOUT, THANKS, OTHER }

  Page(Kind kind, String path, String title) {
    this(kind, path, null, title);
  }
}
