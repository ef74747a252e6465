package tarn.log;

/**
 * What a request asked for.
 *
 * @param path all before the first {@code ?}
 * @param queryString all behind it; null where there is nothing
 */
record RequestTarget(String path, String queryString) {
  static RequestTarget of(String target) {
    int question = target.indexOf('?');
    if (question < 0) {
      return new RequestTarget(target, null);
    }
    String query = target.substring(question + 1);
    return new RequestTarget(target.substring(0, question), query.isEmpty() ? null : query);
  }

  /** CloudFront percent-encodes what the client sent once more; some of its logs repeat the query behind the path. */
  static RequestTarget ofCloudFront(String stem, String loggedQuery) {
    RequestTarget target = of(stem);
    String query = loggedQuery != null ? loggedQuery : target.queryString();
    return new RequestTarget(PercentDecoder.decode(target.path()), query);
  }
}
