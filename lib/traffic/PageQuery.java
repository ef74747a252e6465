package tarn.traffic;

/** What the tracker sends from one page, in the order of its keys. */
final class PageQuery {
  private final String host;
  private final String path;
  private final String url;
  private final String title;

  PageQuery(String url, String host, Page page) {
    this.url = PercentEncoding.byBoth(url);
    this.host = host;
    path = PercentEncoding.byBoth(page.path());
    title = PercentEncoding.byBoth(page.title());
  }

  /** What other sites learn of the page: browsers tell them no more. */
  String origin() {
    return "https://" + host + "/";
  }

  /**
   * @param referrer the page that linked here; null for none
   * @param tags the campaign tags of the link
   */
  String pageView(Visitor visitor, long browserMillis, String referrer, Origin tags) {
    return page("pv", browserMillis)
        .addEncoded("ua", visitor.browser().queryValue())
        .add("r", referrer)
        .addAll(visitor.window())
        .addEncoded("ti", title)
        .addAll(visitor.device())
        .add("uso", tags.source())
        .add("ume", tags.medium())
        .add("uca", tags.campaign())
        .add("uco", tags.content())
        .add("ute", tags.term())
        .complete();
  }

  /** @param pageViewMillis the browser's time of the page view */
  String event(long browserMillis, Deed deed, long pageViewMillis) {
    return page("tr", browserMillis)
        .add("en", deed.name())
        .add("pr", deed.data())
        .add("pt", pageViewMillis)
        .complete();
  }

  private TrackerQuery page(String type, long browserMillis) {
    return new TrackerQuery()
        .add("t", type)
        .add("ts", browserMillis)
        .addEncoded("u", url)
        .add("hn", host)
        .addEncoded("pa", path);
  }
}
