package tarn.traffic;

/**
 * A line of a CloudFront real-time log with 13 fields.
 *
 * @param query as logged; null for none
 * @param referer as logged; null for none
 */
record LogLine(
    long arrivalMillis, Visitor visitor, String status, String path, String query, String referer, long takenMillis,
    String result) {
  private static final int REQUEST_BYTES_BESIDES = 148;

  String text() {
    StringBuilder line = new StringBuilder(400 + (query == null ? 0 : 2 * query.length()));
    seconds(line, arrivalMillis).append('\t').append(visitor.address()).append('\t').append(status).append('\t')
        .append(path);
    if (query != null) {
      line.append('?').append(query);
    }
    int bytes = REQUEST_BYTES_BESIDES + visitor.browser().header().length() + (query == null ? 0 : query.length());
    line.append('\t').append(bytes).append('\t').append(visitor.edge()).append('\t');
    return seconds(line, takenMillis).append('\t').append(visitor.browser().header())
        .append('\t').append(referer == null ? "-" : referer).append('\t').append(query == null ? "-" : query)
        .append('\t').append(result).append('\t').append(visitor.country()).append('\t').append(visitor.network())
        .toString();
  }

  private static StringBuilder seconds(StringBuilder line, long millis) {
    long rest = millis % 1000;
    return line.append(millis / 1000).append(rest < 10 ? ".00" : rest < 100 ? ".0" : ".").append(rest);
  }
}
