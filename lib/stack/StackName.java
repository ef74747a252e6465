package tarn.stack;

import java.util.regex.Pattern;
import tarn.lake.LakeException;

/**
 * The names that follow from the name of a stack.
 *
 * @param stack of CloudFormation
 * @param prefix what the names of its buckets begin with; {@code s3://PREFIX} is the lake
 */
public record StackName(String stack, String prefix) {
  /** The longest name of a bucket adds 10 characters and may have 63. */
  private static final int LONGEST_PREFIX = 53;
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]*[a-z0-9]");
  private static final Pattern STACK = Pattern.compile("[a-z][a-z0-9-]*[a-z0-9]");

  /** @throws LakeException where CloudFormation or S3 would not take a name */
  public StackName {
    if (!STACK.matcher(stack).matches()) {
      throw new LakeException("'" + stack + "' is no name for a stack: use lower-case letters, digits and hyphens, beginning with a letter");
    }
    if (!BUCKET.matcher(prefix).matches() || prefix.length() > LONGEST_PREFIX) {
      throw new LakeException("'" + prefix + "' cannot begin the names of buckets: give a --prefix of at most " + LONGEST_PREFIX
          + " lower-case letters, digits and hyphens, or a shorter --stack");
    }
  }

  /** With the default prefix. */
  static StackName of(String stack, String account, String region) {
    return new StackName(stack, stack + "-" + account + "-" + region);
  }

  String raw() {
    return prefix + "-raw";
  }

  String cleaned() {
    return prefix + "-cleaned";
  }

  String curated() {
    return prefix + "-curated";
  }

  String assets() {
    return prefix + "-assets";
  }

  String artifacts() {
    return prefix + "-artifacts";
  }

  /** Athena takes no hyphens in the name of a database. */
  String database() {
    return stack.replace('-', '_');
  }
}
