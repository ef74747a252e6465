package tarn.stack;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import tarn.lake.LakeException;

/** Takes the stack away, and the data with it only when that is asked for. */
public final class Destroy {
  private final AwsAccount account;
  private final String stackName;
  private final String prefix;
  private final Consumer<String> listener;
  private final PrintStream out;

  /**
   * @param prefix what the names of the buckets begin with; null for that of the stack that is there, or STACK-ACCOUNT-REGION
   * @param listener is told what goes on
   * @param out takes what will be deleted
   */
  public Destroy(AwsAccount account, String stackName, String prefix, Consumer<String> listener, PrintStream out) {
    this.account = account;
    this.stackName = stackName;
    this.prefix = prefix;
    this.listener = listener;
    this.out = out;
  }

  /**
   * Does all of it; doing it again finishes what an earlier run left.
   *
   * @param withData whether the buckets of data go too
   * @param go is asked once everything is named
   * @return whether it was done
   */
  public boolean run(boolean withData, BooleanSupplier go) throws InterruptedException {
    try (CloudFormationClient cloudFormation = account.cloudFormation(); S3Client s3 = account.s3();
        IamClient iam = account.iam()) {
      Buckets buckets = new Buckets(s3, account.number());
      StackName byDefault =
          prefix != null ? new StackName(stackName, prefix) : StackName.of(stackName, account.number(), account.region().id());
      Optional<Stack> stack = new Deployment(cloudFormation, byDefault, listener).stack();
      String deployed = Deployment.parameters(stack).get("Prefix");
      StackName name = deployed == null ? byDefault : new StackName(stackName, deployed);
      List<String> helpers = there(buckets, List.of(name.assets(), name.artifacts()));
      List<String> data = there(buckets, List.of(name.raw(), name.cleaned(), name.curated()));
      if (stack.isEmpty() && helpers.isEmpty() && (data.isEmpty() || !withData)) {
        throw new LakeException("there is no stack " + stackName + " in " + account.region().id()
            + (data.isEmpty() ? ": is this the right region and profile?" : ", only its data: --with-data deletes that"));
      }
      PolicyAttachments people = new PolicyAttachments(iam, stack.isEmpty() ? List.of() : policies(cloudFormation, stack.get()));
      people.lines().forEach(line -> out.println("taken:   the policy " + line));
      stack.ifPresent(present -> out.println("deleted: the stack " + stackName + " with all of its resources"));
      helpers.forEach(bucket -> out.println("deleted: the bucket " + bucket));
      data.forEach(bucket -> out.println((withData ? "deleted: the bucket " : "kept:    the bucket ") + bucket
          + (withData ? ", with all data in it, which nobody can bring back" : "; deploy takes it in again")));
      if (!go.getAsBoolean()) {
        return false;
      }
      people.detach();
      // CloudFormation deletes no bucket that holds something.
      if (helpers.contains(name.assets())) {
        buckets.empty(name.assets());
      }
      if (stack.isPresent()) {
        new Deployment(cloudFormation, name, listener).delete(stack.get());
      }
      List<String> gone = new ArrayList<>(helpers);
      gone.addAll(withData ? data : List.of());
      for (String bucket : gone) {
        long objects = buckets.remove(bucket);
        listener.accept(String.format("%s is gone, with %,d objects.", bucket, objects));
      }
      return true;
    }
  }

  /** Those for people, as far as they are made and not yet deleted. */
  private static List<String> policies(CloudFormationClient cloudFormation, Stack stack) {
    return cloudFormation.listStackResourcesPaginator(request -> request.stackName(stack.stackId())).stackResourceSummaries().stream()
        .filter(resource -> resource.resourceType().equals("AWS::IAM::ManagedPolicy") && resource.physicalResourceId() != null
            && !resource.resourceStatusAsString().equals("DELETE_COMPLETE"))
        .map(resource -> resource.physicalResourceId()).toList();
  }

  private static List<String> there(Buckets buckets, List<String> names) {
    return names.stream().filter(buckets::exists).toList();
  }
}
