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

  /**
   * CloudFront percent-encodes what the client sent once more; some of its logs repeat the query behind the path.
   *
   * @param stem the index of the field with the path
   * @param query the index of the field with the query; negative for none
   */
  static RequestTarget ofCloudFront(Fields fields, int stem, int query) {
    String logged = fields.text(query);
    RequestTarget target = logged == null ? of(fields.raw(stem)) : new RequestTarget(fields.rawBefore(stem, '?'), logged);
    return new RequestTarget(PercentDecoder.decode(target.path()), target.queryString());
  }
}
