package tarn.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import tarn.cli.TextTable;
import tarn.lake.LakeException;

/** A change set of CloudFormation: what would become of the stack, to look at before it does. */
final class StackChange {
  private static final long PAUSE_MILLIS = 2_000;

  private final CloudFormationClient cloudFormation;
  private final CreateChangeSetResponse created;
  private final ChangeSetType type;
  private final DescribeChangeSetResponse description;

  /**
   * Has CloudFormation work out a change set.
   *
   * @throws LakeException where it finds that this cannot be done
   */
  StackChange(CloudFormationClient cloudFormation, CreateChangeSetRequest request) throws InterruptedException {
    this.cloudFormation = cloudFormation;
    type = request.changeSetType();
    created = cloudFormation.createChangeSet(request);
    description = await();
    if (description.statusAsString().equals("FAILED") && !isEmpty()) {
      String reason = description.statusReason();
      discard();
      throw new LakeException("CloudFormation cannot do this: " + reason);
    }
  }

  private DescribeChangeSetResponse await() throws InterruptedException {
    while (true) {
      DescribeChangeSetResponse answer = cloudFormation.describeChangeSet(request -> request.changeSetName(created.id()));
      if (!answer.statusAsString().endsWith("_IN_PROGRESS") && !answer.statusAsString().endsWith("_PENDING")) {
        return answer;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Whether the stack is like this already. */
  boolean isEmpty() {
    String reason = String.valueOf(description.statusReason());
    return description.statusAsString().equals("FAILED")
        && (reason.contains("didn't contain changes") || reason.contains("No updates are to be performed"));
  }

  /** One line a resource. */
  String table() {
    List<List<String>> rows = new ArrayList<>();
    cloudFormation.describeChangeSetPaginator(request -> request.changeSetName(created.id())).changes().forEach(change -> {
      ResourceChange resource = change.resourceChange();
      String replaced = "True".equals(resource.replacementAsString()) ? "replaced"
          : "Conditional".equals(resource.replacementAsString()) ? "perhaps replaced" : "";
      rows.add(List.of(resource.actionAsString(), resource.logicalResourceId(), resource.resourceType(), replaced));
    });
    if (rows.isEmpty()) {
      return "No resource changes.";
    }
    return TextTable.of(List.of("change", "resource", "type", ""), List.of(false, false, false, false), rows).lines()
        .map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  /** Does it, and waits for the end. */
  void execute(Consumer<String> listener) throws InterruptedException {
    StackEvents events = new StackEvents(cloudFormation, created.stackId(), listener);
    cloudFormation.executeChangeSet(request -> request.changeSetName(created.id()));
    events.await(type + "_COMPLETE");
  }

  /** Takes the change set away, and the empty stack that CloudFormation made to hold it. */
  void discard() {
    cloudFormation.deleteChangeSet(request -> request.changeSetName(created.id()).stackName(created.stackId()));
    boolean shell = cloudFormation.describeStacks(request -> request.stackName(created.stackId())).stacks().get(0)
        .stackStatusAsString().equals("REVIEW_IN_PROGRESS");
    if (shell) {
      cloudFormation.deleteStack(request -> request.stackName(created.stackId()));
    }
  }
}
