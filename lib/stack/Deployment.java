package tarn.stack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceToImport;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import tarn.lake.LakeException;
import tarn.lake.Sha256;

/** The stack in an account: what is there, what would change, and its way up and down. */
final class Deployment {
  private static final Set<String> UNFINISHED = Set.of("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED");
  private static final int RELEASE_LENGTH = 16;

  private final CloudFormationClient cloudFormation;
  private final StackName name;
  private final Consumer<String> listener;

  /** @param listener is told of each event of CloudFormation */
  Deployment(CloudFormationClient cloudFormation, StackName name, Consumer<String> listener) {
    this.cloudFormation = cloudFormation;
    this.name = name;
    this.listener = listener;
  }

  /** The stack; empty where there is none, or only the shell of a change set that was never executed. */
  Optional<Stack> stack() {
    try {
      Stack stack = cloudFormation.describeStacks(request -> request.stackName(name.stack())).stacks().get(0);
      return stack.stackStatusAsString().equals("REVIEW_IN_PROGRESS") ? Optional.empty() : Optional.of(stack);
    } catch (CloudFormationException missing) {
      if (String.valueOf(missing.getMessage()).contains("does not exist")) {
        return Optional.empty();
      }
      throw missing;
    }
  }

  /**
   * The stack as one that can be changed. What is left of a first deployment that failed is taken away.
   *
   * @throws LakeException where somebody is at it
   */
  Optional<Stack> ready() throws InterruptedException {
    Optional<Stack> stack = stack();
    if (stack.isEmpty()) {
      return stack;
    }
    String status = stack.get().stackStatusAsString();
    if (status.endsWith("_IN_PROGRESS")) {
      throw new LakeException("the stack " + name.stack() + " is being changed (" + status + "): wait until that has ended");
    }
    if (status.equals("DELETE_FAILED")) {
      throw new LakeException("the stack " + name.stack() + " could not be deleted: run destroy again first");
    }
    if (UNFINISHED.contains(status)) {
      delete(stack.get());
      return Optional.empty();
    }
    return stack;
  }

  /** Deletes the stack and waits for the end. */
  void delete(Stack stack) throws InterruptedException {
    StackEvents events = new StackEvents(cloudFormation, stack.stackId(), listener);
    cloudFormation.deleteStack(request -> request.stackName(stack.stackId()));
    events.await("DELETE_COMPLETE");
  }

  /**
   * Takes the buckets of an earlier stack into a new one.
   *
   * <p>CloudFormation can take existing resources in while it makes others, but only such whose names stand in the
   * template as they are, and ours follow from a parameter. So this is a change set of its own, with nothing in it but the
   * names: the deployment that follows sets everything else as the template wants it today.
   *
   * @param buckets by logical name
   */
  StackChange takeIn(Map<String, String> buckets) throws InterruptedException {
    StringBuilder template = new StringBuilder("Resources:\n");
    List<ResourceToImport> resources = new ArrayList<>();
    buckets.forEach((logicalName, bucket) -> {
      template.append("  ").append(logicalName).append(":\n    Type: AWS::S3::Bucket\n    DeletionPolicy: Retain\n")
          .append("    Properties: {BucketName: ").append(bucket).append("}\n");
      resources.add(ResourceToImport.builder().resourceType("AWS::S3::Bucket").logicalResourceId(logicalName)
          .resourceIdentifier(Map.of("BucketName", bucket)).build());
    });
    return new StackChange(cloudFormation, CreateChangeSetRequest.builder().stackName(name.stack())
        .changeSetName(unique("import")).changeSetType(ChangeSetType.IMPORT).templateBody(template.toString())
        .resourcesToImport(resources).build());
  }

  /** The way from the stack that is there, if any, to the one of the template. */
  StackChange change(Optional<Stack> stack, String templateUrl, Map<String, String> parameters, String release) throws InterruptedException {
    List<Parameter> values = parameters.entrySet().stream()
        .map(entry -> Parameter.builder().parameterKey(entry.getKey()).parameterValue(entry.getValue()).build()).toList();
    return new StackChange(cloudFormation, CreateChangeSetRequest.builder().stackName(name.stack())
        .changeSetName(unique(release)).changeSetType(stack.isEmpty() ? ChangeSetType.CREATE : ChangeSetType.UPDATE)
        .templateURL(templateUrl).parameters(values).capabilities(Capability.CAPABILITY_IAM).build());
  }

  /** One that was left by a run that was killed does not stand in the way. */
  private static String unique(String what) {
    return "tarn-" + what + "-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
  }

  /** What was set when the stack was deployed last, by name. */
  static Map<String, String> parameters(Optional<Stack> stack) {
    Map<String, String> values = new TreeMap<>();
    stack.ifPresent(deployed -> deployed.parameters().forEach(value -> values.put(value.parameterKey(), value.parameterValue())));
    return values;
  }

  static Map<String, String> outputs(Stack stack) {
    return stack.outputs().stream().sorted(Comparator.comparing(Output::outputKey))
        .collect(Collectors.toMap(Output::outputKey, Output::outputValue, (one, other) -> one, TreeMap::new));
  }

  /** Another one for each template, code or setting. */
  static String release(String template, Map<String, String> parameters) {
    Map<String, String> settings = new TreeMap<>(parameters);
    settings.remove("Release");
    return Sha256.hex(template + settings).substring(0, RELEASE_LENGTH);
  }
}
