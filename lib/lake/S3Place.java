package tarn.lake;

/** Where an object is, or would be; as {@code s3://BUCKET/KEY}. */
record S3Place(String bucket, String key) {
  static final String SCHEME = "s3://";

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
