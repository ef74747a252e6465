package tarn.traffic;

/**
 * A browser in one version.
 *
 * @param header its user agent as CloudFront logs the header
 * @param queryValue the same as the tracker's key {@code ua}, encoded twice
 * @param tellsMemory true for Chromium, the only one to know {@code navigator.deviceMemory}
 */
record Browser(String header, String queryValue, Machine machine, boolean tellsMemory, double weight) {
  static Browser of(String userAgent, Machine machine, double weight) {
    return new Browser(PercentEncoding.byCloudFront(userAgent), PercentEncoding.byBoth(userAgent), machine,
        userAgent.contains(" Chrome/"), weight);
  }
}
