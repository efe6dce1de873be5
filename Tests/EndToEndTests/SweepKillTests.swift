import Core
import Foundation
import TestSupport
import Testing

/// Sweeps that are interrupted and killed: nothing is lost, nothing is counted twice, nothing stays behind.
@Suite struct SweepKillTests {
    @Test(arguments: ["threads", "processes"]) func killedSweepsGoOnUntilTheyAreDone(isolation: String) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("\(isolation), seed \(seed)")
        var random = RandomStream(seed: seed, name: "kills")
        let folder = try FaultySweep.folder(isolation == "threads" ? "none" : "message", each: 11, pause: 2_000)
        let axes = ["--grid", "number=0:99:1", "--isolation", isolation, "--jobs", "2"]
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try FaultySweep.run(["sweep", "x.yaml", "--out", "whole"] + axes, in: folder).status == 0)
        let microseconds = Int((clock.now - start) / .microseconds(1))
        let files = try FaultySweep.files(folder, "whole")
        var (kills, rounds, goingOn) = (0, 0, 0)
        while kills < 50 {
            let out = "s\(rounds)"
            rounds += 1
            var isDone = false
            while !isDone {
                let parts = folder.url.appendingPathComponent("\(out)/parts").path
                let kept = (try? FileManager.default.contentsOfDirectory(atPath: parts))?.count ?? 0
                if kept > 0 { goingOn += 1 }
                let isBegun = FileManager.default.fileExists(atPath: folder.url.appendingPathComponent(out).path)
                let running = try RunningProgram(
                    ["sweep", "x.yaml"] + [isBegun ? "--resume" : "--out", out] + axes, in: folder)
                usleep(UInt32(random.below(microseconds * 11 / 10)))
                if running.process.isRunning {
                    running.kill()
                    kills += running.process.terminationReason == .uncaughtSignal ? 1 : 0
                }
                isDone = running.process.terminationReason == .exit
                if isDone { #expect(running.status() == 0, "\(running.errors)") }
            }
            let found = try FaultySweep.files(folder, out)
            let others = Set(found.keys).union(files.keys).filter { found[$0] != files[$0] }.sorted()
            #expect(others.isEmpty, "round \(rounds), seed \(seed)")
        }
        print("\(isolation): \(kills) kills in \(rounds) sweeps, \(goingOn) of them with something kept")
        #expect(goingOn > 0)
        // All of them are the same hundred trials.
        #expect(try FaultySweep.counted(folder) == 100)
        #expect(try FaultySweep.waits { try FaultySweep.workers(of: folder).isEmpty })
    }

    @Test func aWorkerInAnEndlessTrialDoesNotOutliveItsSweep() throws {
        let folder = try FaultySweep.folder("endless", each: 1)
        let running = try RunningProgram(
            ["sweep", "x.yaml", "--grid", "number=0:9:1", "--out", "s", "--jobs", "2"], in: folder)
        #expect(try FaultySweep.waits { try FaultySweep.workers(of: folder).count == 2 }, "\(running.errors)")
        usleep(300_000)
        running.kill()
        #expect(try FaultySweep.waits { try FaultySweep.workers(of: folder).isEmpty })
    }

    @Test func controlCEndsWorkersAtOnceAndKeepsWhatIsDone() throws {
        let folder = try FaultySweep.folder("endless", each: 1_000, pause: 3_000)
        let axes = ["--grid", "number=0:999:1", "--trial-seconds", "3000", "--jobs", "2"]
        let running = try RunningProgram(["sweep", "x.yaml", "--out", "s"] + axes, in: folder)
        let parts = folder.url.appendingPathComponent("s/parts").path
        #expect(try FaultySweep.waits { FileManager.default.fileExists(atPath: parts) }, "\(running.errors)")
        running.process.interrupt()
        #expect(running.status() == 130 && running.errors.contains("go on with --resume s"), "\(running.errors)")
        #expect(try FaultySweep.workers(of: folder).isEmpty)
        let status = try FaultySweep.run(["sweep", "status", "s", "--json"], in: folder)
        let done = try RunTests.object(status.output)["done"] as? Int ?? 0
        #expect(done > 0 && done < 1_000, "\(status.output)")
        #expect(running.errors.contains("\(done) of 1000 trials are done"), "\(running.errors) \(done)")
        let resumed = try FaultySweep.run(
            ["sweep", "x.yaml", "--resume", "s"] + axes.map { $0 == "3000" ? "0.5" : $0 }, in: folder)
        #expect(resumed.status == 0, "\(resumed.errors)")
        let lines = try FaultySweep.lines(folder, "s")
        #expect(lines.count == 1_000 && lines.count { $0.contains(",finished,") } == 999)
        #expect(lines[999].contains("timed-out") && lines[999].hasSuffix("it took longer than 0.5 s"))
    }

    @Test func twoSweepsInOneFolderDoNotMix() throws {
        let folder = try FaultySweep.folder("none", pause: 30_000)
        let axes = ["--grid", "number=0:59:1"]
        let first = try RunningProgram(["sweep", "x.yaml", "--out", "s", "--jobs", "1"] + axes, in: folder)
        let plan = folder.url.appendingPathComponent("s/plan.json").path
        #expect(try FaultySweep.waits { FileManager.default.fileExists(atPath: plan) }, "\(first.errors)")
        for more in [["--out", "s"], ["--resume", "s"], ["--out", "s", "--force"]] {
            let second = try FaultySweep.run(["sweep", "x.yaml"] + more + axes, in: folder)
            #expect(second.status == 1 && second.errors.contains("another sweep is at work here"), "\(second)")
        }
        #expect(first.status() == 0, "\(first.errors)")
        #expect(try FaultySweep.lines(folder, "s").count { $0.contains(",finished,") } == 60)
        #expect(try FaultySweep.counted(folder) == 60)
    }
}
