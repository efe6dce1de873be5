import Foundation
import TestSupport
import Testing

/// Sweeps whose trials run in worker processes, and go wrong there.
@Suite struct WorkerSweepTests {
    @Test(
        arguments: [
            ("message", "it trapped (SIG", "no window of 9 bars"), ("index", "it trapped (SIG", "it "),
            ("abort", "it aborted (SIGABRT)", "it "), ("exit", "it ended its process with status 0", "it "),
            ("recursion", "it touched memory that is not its own, or called itself without end (SIGSEGV)", "it "),
            ("kill", "it was killed, as the system does where memory runs out (SIGKILL)", "it "),
        ]) func tenOfAHundredTrialsFailAndTheOthersAreAsWithoutThem(fault: String, reason: String, words: String) throws
    {
        let folder = try FaultySweep.folder(fault)
        let outcome = try FaultySweep.sweep(100, in: folder, out: "s", ["--jobs", "2"])
        #expect(outcome.status == 0 && outcome.errors.contains("10 of 100 trials have no figures"), "\(outcome)")
        let sound = try FaultySweep.folder("none")
        #expect(try FaultySweep.sweep(100, in: sound, out: "s", ["--isolation", "threads"]).status == 0)
        let (lines, others) = (try FaultySweep.lines(folder, "s"), try FaultySweep.lines(sound, "s"))
        try #require(lines.count == 100 && others.count == 100)
        for trial in 0..<100 {
            guard trial % 10 == 9 else {
                #expect(lines[trial] == others[trial])
                continue
            }
            #expect(lines[trial].hasPrefix("\(trial),\(trial),failed,"))
            #expect(lines[trial].contains(reason) && (trial != 9 || lines[trial].contains(words)), "\(lines[trial])")
            #expect(!lines[trial].contains("0x") && lines[trial].count < 400)
        }
        // Failed trials count, too (S72).
        #expect(try FaultySweep.counted(folder) == 100)
        #expect(try FaultySweep.workers(of: folder).isEmpty)
    }

    @Test func s71theFilesAreTheSameHoweverManyWorkersCrash() throws {
        let folder = try FaultySweep.folder("message", each: 7)
        for (out, more) in [("a", ["--jobs", "1"]), ("b", ["--jobs", "3"])] {
            #expect(try FaultySweep.sweep(60, in: folder, out: out, more).status == 0)
        }
        for part in ["1/2", "2/2"] {
            #expect(try FaultySweep.sweep(60, in: folder, out: "c", ["--shard", part, "--jobs", "2"]).status == 0)
        }
        #expect(try FaultySweep.run(["sweep", "collect", "c"], in: folder).status == 0)
        let plan = try FaultySweep.run(
            ["sweep", "plan", "x.yaml", "--grid", "number=0:59:1", "--out", "d"], in: folder)
        #expect(plan.status == 0, "\(plan.errors)")
        for index in 0..<3 {
            let task = try FaultySweep.run(["sweep", "run-task", "d", "\(index)", "--chunk", "20"], in: folder)
            #expect(task.status == 0 && task.errors.contains("of 20 trials have no figures"), "\(task.errors)")
        }
        #expect(try FaultySweep.run(["sweep", "collect", "d"], in: folder).status == 0)
        let files = try FaultySweep.files(folder, "a")
        #expect(files.count > 20)
        for out in ["b", "c", "d"] { #expect(try FaultySweep.files(folder, out) == files, "\(out)") }
        #expect(try FaultySweep.counted(folder) == 60)
    }

    @Test(arguments: [["--grid", "number=0:79:1"], ["--method", "tpe", "--trials", "30", "--grid", "number=0:999:1"]])
    func s71workersGiveTheFilesOfThreads(axes: [String]) throws {
        // What a strategy prints disturbs nobody.
        let folder = try FaultySweep.folder("chatter", each: 9)
        for (out, more) in [
            ("threads", ["--isolation", "threads", "--jobs", "2"]), ("one", ["--jobs", "1"]),
            ("three", ["--isolation", "processes", "--jobs", "3"]),
        ] {
            let outcome = try FaultySweep.run(
                ["sweep", "x.yaml", "--out", out, "--objective", "total_return"] + axes + more, in: folder)
            #expect(outcome.status == 0, "\(out): \(outcome.errors.suffix(300))")
        }
        let files = try FaultySweep.files(folder, "threads")
        #expect(files.count > 20)
        #expect(try FaultySweep.files(folder, "one") == files)
        #expect(try FaultySweep.files(folder, "three") == files)
    }

    @Test func s72trialsThatChangeOtherKeysAreKnownAsOnThreads() throws {
        let axes = ["--grid", "broker.cash=5000,7000,9000", "--grid", "number=0:3:1"]
        for fault in ["none", "message"] {
            let folder = try FaultySweep.folder(fault, each: 4)
            for (out, isolation) in [("threads", "threads"), ("processes", "processes")] {
                if fault != "none", isolation == "threads" { continue }
                let outcome = try FaultySweep.run(
                    ["sweep", "x.yaml", "--out", out, "--jobs", "2", "--isolation", isolation] + axes, in: folder)
                #expect(outcome.status == 0, "\(outcome.errors)")
                // An exact repeat counts once.
                #expect(try FaultySweep.counted(folder) == 12)
            }
        }
    }

    @Test func modelsRunInWorkersAndGiveTheFilesOfThreads() throws {
        let folder = try TemporaryFolder()
        try folder.write(ModelConfigs.small(), to: "x.yaml")
        let axes = ["--grid", "strategy.model.parameters.epochs=2,5", "--grid", "seed=1,2"]
        for more in [["--out", "threads", "--isolation", "threads"], ["--out", "processes"]] {
            let outcome = try FaultySweep.run(["sweep", "x.yaml", "--jobs", "2"] + axes + more, in: folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains(more.count > 2 ? "on 2 processors" : "on 2 worker processes"))
            #expect(try FaultySweep.counted(folder) == 4)
        }
        #expect(try FaultySweep.files(folder, "threads") == FaultySweep.files(folder, "processes"))
        #expect(try FaultySweep.lines(folder, "processes").count { $0.contains(",finished,") } == 4)
    }

    @Test func aTrialThatNeverEndsIsGivenUpAndTheOthersGoOn() throws {
        let folder = try FaultySweep.folder("endless", each: 20)
        let outcome = try FaultySweep.sweep(40, in: folder, out: "s", ["--trial-seconds", "0.5", "--jobs", "2"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        for (trial, line) in try FaultySweep.lines(folder, "s").enumerated() {
            let isLate = trial % 20 == 19
            #expect(line.hasPrefix("\(trial),\(trial),\(isLate ? "timed-out" : "finished"),"), "\(line)")
            if isLate { #expect(line.hasSuffix("it took longer than 0.5 s")) }
        }
        #expect(try FaultySweep.workers(of: folder).isEmpty)
        #expect(try FaultySweep.counted(folder) == 40)
    }

    @Test func aWorkerThatIsKilledFromOutsideCostsItsTrial() throws {
        let folder = try FaultySweep.folder("sleep", each: 30)
        let running = try RunningProgram(
            ["sweep", "x.yaml", "--grid", "number=0:59:1", "--out", "s", "--jobs", "1"], in: folder)
        for count in 1...2 {
            #expect(
                try FaultySweep.waits {
                    ((try? folder.read("sleeper"))?.split(separator: "\n").count ?? 0) >= count
                })
            let sleeper = try #require(
                pid_t(try folder.read("sleeper").split(separator: "\n").last ?? ""), "\(running.errors)")
            // Ctrl-C of a terminal does not reach it, and what a batch queue sends to all does not end it.
            #expect(getpgid(sleeper) == sleeper && getpgid(running.process.processIdentifier) != sleeper)
            for number in [SIGTERM, SIGINT, SIGHUP, SIGKILL] { kill(sleeper, number) }
        }
        #expect(running.status() == 0, "\(running.errors)")
        let lines = try FaultySweep.lines(folder, "s")
        #expect(lines.count == 60 && lines.count { $0.contains(",finished,") } == 58)
        for trial in [29, 59] {
            #expect(lines[trial].hasSuffix("\"it was killed, as the system does where memory runs out (SIGKILL)\""))
        }
    }

    @Test func aStrategyThatClosesWhatIsNotItsOwnFails() throws {
        let folder = try FaultySweep.folder("close", each: 10)
        let outcome = try FaultySweep.sweep(20, in: folder, out: "s", ["--jobs", "2"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try FaultySweep.lines(folder, "s").count { $0.contains(",finished,") } == 18)
    }

    @Test func whereWorkersCannotStartTheSweepEndsWithTheirMessage() throws {
        let folder = try FaultySweep.folder("spoil", each: 20)
        // The bars that a new worker finds are others than those of the sweep.
        let text = try folder.read("x.yaml").replacing(", to: 2005-06-03", with: "")
        try folder.write(text, to: "x.yaml")
        let outcome = try FaultySweep.sweep(60, in: folder, out: "s", ["--jobs", "1"])
        #expect(outcome.status == 1 && outcome.errors.contains("the bars are others than those"), "\(outcome)")
        #expect(try FaultySweep.workers(of: folder).isEmpty)
        let byHand = try FaultySweep.run(["sweep", "worker", "s/plan.json", "--sweep", "x"], in: folder)
        #expect(byHand.status == 2 && byHand.errors.contains("starts its workers itself"))
    }

    @Test(arguments: ["threads", "processes"]) func aTrialWithoutATradeHasNoSharpeRatioAndIsNotTheBest(
        isolation: String
    ) throws {
        let folder = try FaultySweep.folder("idle", each: 2)
        let outcome = try FaultySweep.sweep(6, in: folder, out: "s", ["--isolation", isolation])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = try FaultySweep.lines(folder, "s").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        // Kept, as finished, with nothing in the place of the Sharpe ratio.
        for trial in 0..<6 { #expect(lines[trial][2] == "finished" && lines[trial][3].isEmpty == (trial % 2 == 1)) }
        let table = outcome.output.split(separator: "best by sharpe\n")[1].split(separator: "\n\n")[0]
        #expect(table.split(separator: "\n").dropFirst().count == 3, "\(outcome.output)")
        let none = try FaultySweep.folder("idle", each: 1)
        let empty = try FaultySweep.sweep(3, in: none, out: "s", ["--isolation", isolation])
        #expect(empty.output.contains("no trial has this figure"), "\(empty.output)")
    }
}
