import Foundation
import TestSupport
import Testing

/// Sweeps through a command for each task.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct CommandExecutorTests {
    private static let axes = ["--grid", "fast=5,10,20", "--grid", "slow=30:60:10", "--constraint", "fast < slow"]
    private static let task = "{program} sweep run-task {folder} {index} --chunk {chunk}"

    private static func arguments(_ template: String, _ more: String...) -> [String] {
        ["--executor", "command", "--chunk", "5", "--submit", template] + more
    }

    @Test func aShellGivesTheBytesOfALocalRun() throws {
        let sweeps = try QueuedSweeps(CommandExecutorTests.axes, trials: 12)
        let outcome = try sweeps.start(
            ["--out", "it's {index}"]
                + CommandExecutorTests.arguments(
                    "echo {index} of {count} >>order; \(CommandExecutorTests.task)", "-j", "1")
        ).outcome()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try sweeps.folder.read("order") == "0 of 3\n1 of 3\n2 of 3\n")
        #expect(try sweeps.differences("it's {index}") == [])
        #expect(try sweeps.counted() == 12)
    }

    @Test func aTaskThatFailsOnceIsRunAgain() throws {
        let sweeps = try QueuedSweeps(CommandExecutorTests.axes, trials: 12)
        let template = "if mkdir tried-{index} 2>/dev/null; then kill -9 $$; fi; exec \(CommandExecutorTests.task)"
        let outcome = try sweeps.start(["--out", "s"] + CommandExecutorTests.arguments(template)).outcome()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try sweeps.differences("s") == [])
    }

    @Test func aTemplateThatFailsIsReported() throws {
        let sweeps = try QueuedSweeps(CommandExecutorTests.axes, trials: 12)
        let template = "if [ {index} = 1 ]; then echo no node for {index} >&2; exit 7; fi; \(CommandExecutorTests.task)"
        let outcome = try sweeps.start(["--out", "s"] + CommandExecutorTests.arguments(template, "--retries", "2"))
            .outcome()
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("1 of 3 tasks ended without results"), "\(outcome)")
        #expect(
            outcome.errors.contains(
                "task 1, trials 5-9, submitted 3 times: exit status 7; s/logs/task-1.log ends with: no node for 1"),
            "\(outcome)")
        let resumed = try sweeps.start(["--resume", "s"] + CommandExecutorTests.arguments(CommandExecutorTests.task))
            .outcome()
        #expect(resumed.status == 0, "\(resumed)")
        #expect(try sweeps.differences("s", mayHaveLogs: true) == [])
        #expect(try sweeps.counted() == 12)
    }

    @Test func detachedTasksAreWaitedFor() throws {
        let sweeps = try QueuedSweeps(CommandExecutorTests.axes, trials: 12)
        // The first try of one is lost on its way.
        let template =
            "if [ {index} = 2 ] && mkdir lost 2>/dev/null; then exit 0; fi; (sleep 0.4; \(CommandExecutorTests.task)) >/dev/null 2>&1 &"
        let outcome = try sweeps.start(
            ["--out", "s"] + CommandExecutorTests.arguments(template, "--detached", "--task-seconds", "4")
        ).outcome()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try sweeps.differences("s") == [])
    }

    @Test func controlCEndsTheCommands() throws {
        let sweeps = try QueuedSweeps(CommandExecutorTests.axes, trials: 12)
        let template = "if [ {index} != 0 ]; then echo $$ >at-{index}; sleep 600; fi; \(CommandExecutorTests.task)"
        let program = try sweeps.start(["--out", "s"] + CommandExecutorTests.arguments(template, "-j", "2"))
        for _ in 0..<1_200 where !sweeps.folder.names.contains("at-2") { Thread.sleep(forTimeInterval: 0.05) }
        let shell = try #require(pid_t(try sweeps.folder.read("at-2").trimmingCharacters(in: .newlines)))
        program.send(SIGINT)
        let outcome = try program.outcome()
        #expect(outcome.status == 130 && outcome.errors.contains("5 of 12 trials are done"), "\(outcome)")
        #expect(kill(shell, 0) != 0)
    }

    @Test(
        arguments: [
            (["--executor", "cluster"], 2, "executor"), (["--executor", "command"], 2, "needs --submit"),
            (["--executor", "command", "--submit", "true"], 2, "has no {index}"),
            (["--submit", "x {index}"], 2, "--submit is for --executor command"),
            (["--chunk", "5"], 2, "--chunk is for"),
            (["--executor", "slurm", "--chunk", "0"], 2, "--chunk is 0"),
            (
                ["--executor", "slurm", "--submit-options", "--array=1-3"], 2,
                "--array=1-3, which the sweep sets itself"
            ),
            (["--executor", "slurm", "--submit-options", "-J x"], 2, "-J, which the sweep sets itself"),
            (["--executor", "slurm", "--submit-options", "--comment='x"], 2, "a quote is not closed"),
            (["--executor", "slurm", "--shard", "1/2"], 2, "--shard is for --executor local"),
            (["--executor", "slurm", "--task-seconds", "5"], 2, "--task-seconds is for --detached"),
            (
                ["--executor", "slurm", "--method", "tpe", "--trials", "5"], 3,
                "looks at results before it proposes more"
            ),
        ] as [([String], Int32, String)]) func whatDoesNotFitIsRefused(
            arguments: [String], status: Int32, message: String
        ) throws
    {
        let sweeps = try QueuedSweeps(["--grid", "fast=5"], trials: 1)
        let outcome = try sweeps.start(["--out", "s"] + arguments).outcome()
        #expect(outcome.status == status && outcome.errors.contains(message), "\(outcome)")
        #expect(!sweeps.folder.names.contains("s"))
    }
}
