import Foundation
import TestSupport
import Testing

/// Sweeps through the real Slurm.
@Suite(
    .serialized, .enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)),
    .enabled(if: SlurmCluster.isPresent || SlurmCluster.isWanted, Comment(rawValue: SlurmCluster.absentNote)))
struct SlurmTests {
    private static let axes = ["--grid", "fast=5,10,20", "--grid", "slow=30:60:2", "--constraint", "fast < slow"]
    private static let trials = 48

    @Test func twoNodesGiveTheBytesOfALocalRun() throws {
        let sweeps = try QueuedSweeps(SlurmTests.axes, trials: SlurmTests.trials)
        // 16 tasks in arrays of 11 at most.
        let cluster = try SlurmCluster(nodes: 2, arraySize: 11)
        let outcome = try sweeps.start(["--out", "s", "--executor", "slurm", "--chunk", "3"], on: cluster).outcome()
        #expect(outcome.status == 0 && outcome.output.contains("48 trials, grid: fast (3) × slow (16)"), "\(outcome)")
        #expect(outcome.errors == "48 trials in 16 tasks of 3; s/\n")
        #expect(try sweeps.differences("s") == [])
        #expect(try sweeps.counted() == SlurmTests.trials)
        #expect(cluster.endedTasks.count == 16)
        // One at a time where that is said.
        let single = try sweeps.start(
            ["--out", "t", "--executor", "slurm", "--chunk", "6", "--jobs", "1", "--quiet"], on: cluster)
        while single.isRunning {
            let running = try cluster.ask(["squeue", "-h", "-r", "-t", "RUNNING"]).split(separator: "\n")
            #expect(running.count <= 1)
            Thread.sleep(forTimeInterval: 0.1)
        }
        let alone = try single.outcome()
        #expect(alone.status == 0 && alone.errors.isEmpty, "\(alone)")
        #expect(try sweeps.differences("t") == [])
        // By itself it takes tasks of about a minute, which may be all in one, or done when they are timed.
        let timed = try sweeps.start(["--out", "u", "--executor", "slurm", "--quiet"], on: cluster).outcome()
        #expect(timed.status == 0 && timed.errors.isEmpty, "\(timed)")
        #expect(try sweeps.differences("u") == [])
    }

    @Test func nodesAndTheControllerMayDie() throws {
        let sweeps = try QueuedSweeps(SlurmTests.axes, trials: SlurmTests.trials)
        let cluster = try SlurmCluster(nodes: 4, arraySize: 11)
        let program = try sweeps.start(
            ["--out", "s", "--executor", "slurm", "--chunk", "1", "--retries", "9"], on: cluster)
        #expect(sweeps.waitForParts(3, in: "s"))
        #expect(cluster.killNode(running: "run-task") != nil)
        #expect(sweeps.waitForParts(12, in: "s"))
        cluster.killController()
        Thread.sleep(forTimeInterval: 1.5)
        #expect(program.isRunning)
        try cluster.startController()
        let outcome = try program.outcome { cluster.resumeDrainedNodes() }
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try sweeps.differences("s", mayHaveLogs: true) == [])
        #expect(try sweeps.counted() == SlurmTests.trials)
    }

    @Test func controlCCancelsTheTasksAndResumeEndsTheSweep() throws {
        let sweeps = try QueuedSweeps(SlurmTests.axes, trials: SlurmTests.trials)
        let cluster = try SlurmCluster(nodes: 2, arraySize: 11)
        let slurm = ["--executor", "slurm", "--chunk", "2"]
        let program = try sweeps.start(["--out", "s"] + slurm, on: cluster)
        #expect(sweeps.waitForParts(3, in: "s"))
        program.send(SIGINT)
        let outcome = try program.outcome()
        #expect(outcome.status == 130 && outcome.errors.contains("go on with --resume s"), "\(outcome)")
        let left = try cluster.ask(["squeue", "-h", "-t", "PENDING,RUNNING"])
        #expect(left.isEmpty, "\(left)")
        let resumed = try sweeps.start(["--resume", "s"] + slurm, on: cluster).outcome()
        #expect(resumed.status == 0, "\(resumed)")
        // A task that is cancelled leaves that in its log.
        #expect(try sweeps.differences("s", mayHaveLogs: true) == [])
        #expect(try sweeps.counted() == SlurmTests.trials)
    }

    @Test func aKilledWatcherIsFollowedByOneThatSubmitsNothingTwice() throws {
        let sweeps = try QueuedSweeps(SlurmTests.axes, trials: SlurmTests.trials)
        let cluster = try SlurmCluster(nodes: 2, arraySize: 11)
        let program = try sweeps.start(["--out", "s", "--executor", "slurm", "--chunk", "3"], on: cluster)
        #expect(sweeps.waitForParts(2, in: "s"))
        program.send(SIGKILL)
        #expect(try program.outcome().status == SIGKILL)
        // What tasks need of the environment Slurm hands on; it stands in no file.
        for name in ["task.sh", "queue.json"] {
            let text = try sweeps.folder.read("s/\(name)")
            #expect(!text.isEmpty && !text.contains(QueuedSweeps.secret))
        }
        // The size of the tasks is that of those in the queue.
        let resumed = try sweeps.start(["--resume", "s", "--executor", "slurm"], on: cluster).outcome()
        #expect(resumed.status == 0 && resumed.errors.contains("48 trials in 16 tasks of 3"), "\(resumed)")
        #expect(try sweeps.differences("s") == [])
        #expect(cluster.endedTasks.count == 16)
        #expect(try sweeps.counted() == SlurmTests.trials)
    }

    @Test func whatWasSubmittedIsFoundWhereTheAnswerWasLost() throws {
        let sweeps = try QueuedSweeps(SlurmTests.axes, trials: SlurmTests.trials)
        let cluster = try SlurmCluster(nodes: 2, arraySize: 11)
        // The real sbatch, whose answer does not come through.
        try FileManager.default.createDirectory(
            at: sweeps.url.appendingPathComponent("bin"), withIntermediateDirectories: false)
        let program = try sweeps.folder.write(
            "#!/bin/sh\n/usr/bin/sbatch \"$@\" >/dev/null\n"
                + "echo 'sbatch: error: Batch job submission failed: Socket timed out on send/recv operation' >&2\nexit 1\n",
            to: "bin/sbatch")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let outcome = try sweeps.start(
            ["--out", "s", "--executor", "slurm", "--chunk", "3"], on: cluster,
            path: sweeps.url.appendingPathComponent("bin").path
        ).outcome()
        #expect(outcome.status == 0 && outcome.errors == "48 trials in 16 tasks of 3; s/\n", "\(outcome)")
        #expect(try sweeps.differences("s") == [])
        #expect(cluster.endedTasks.count == 16)
    }

    @Test func whatAlwaysFailsIsReportedWithItsLog() throws {
        let sweeps = try QueuedSweeps(SlurmTests.axes, trials: SlurmTests.trials)
        let cluster = try SlurmCluster(nodes: 2)
        let slurm = ["--executor", "slurm", "--chunk", "3"]
        // Tasks that do not find the bars: they work elsewhere.
        let words = ["--submit-options", "--chdir=/ --comment='of a test'", "--retries", "1"]
        let outcome = try sweeps.start(["--out", "s"] + slurm + words, on: cluster).outcome()
        #expect(outcome.status == 1, "\(outcome)")
        #expect(
            outcome.errors.contains("task 0, trials 0-2, submitted 2 times: FAILED (NonZeroExitCode); s/logs/"),
            "\(outcome)")
        #expect(outcome.errors.contains("_0.log ends with: goog.csv: error: no such file"), "\(outcome)")
        // One chunk alone was tried again.
        #expect(cluster.endedTasks.count == 17)
        let refused = try sweeps.start(
            ["--resume", "s"] + slurm + ["--submit-options", "--partition=nowhere"], on: cluster
        ).outcome()
        #expect(refused.status == 1 && refused.errors.contains("Invalid partition name specified"), "\(refused)")
        let resumed = try sweeps.start(["--resume", "s"] + slurm, on: cluster).outcome()
        #expect(resumed.status == 0, "\(resumed)")
        #expect(try sweeps.differences("s", mayHaveLogs: true) == [])
        cluster.killController()
        let absent = try sweeps.start(["--out", "t"] + slurm + ["--patience", "1"], on: cluster).outcome()
        #expect(absent.status == 1 && absent.errors.contains("Unable to contact slurm controller"), "\(absent)")
        #expect(absent.errors.contains("--patience sets how long"), "\(absent)")
    }
}
