package tarn.traffic;

/** A pixel request's query as CloudFront logs it: each value encoded by the tracker and once more by CloudFront. */
final class TrackerQuery {
  private final StringBuilder text = new StringBuilder(900);

  /** Adds a key unless its value is null. */
  TrackerQuery add(String key, String value) {
    return value == null ? this : addEncoded(key, PercentEncoding.byBoth(value));
  }

  TrackerQuery add(String key, long value) {
    return addEncoded(key, Long.toString(value));
  }

  TrackerQuery addEncoded(String key, String value) {
    text.append('&').append(key).append('=').append(value);
    return this;
  }

  /** Adds keys that stand together in their final form, {@code &} first. */
  TrackerQuery addAll(String encoded) {
    text.append(encoded);
    return this;
  }

  /** With {@code &} in front, to be added to another one. */
  @Override
  public String toString() {
    return text.toString();
  }

  /** Without {@code &} in front. */
  String complete() {
    return text.substring(1);
  }
}
