import Core
import DataSources
import Foundation
import ParameterSearch
import Research
import Simulation
import Strategies
import StrategyKit
import TestSupport
import TimeSeries

/// What a trial of a strategy in Swift costs in a worker process, beside its bar loop alone.
///
/// The Donchian breakout over generated bars, a stop for each trial. Of the sweep the difference between a long and a short
/// one is taken, so that starting a worker, which reads the bars again, is told apart from what a trial costs.
func benchmarkWorkers(bars: Int = 100_000, trials: Int = 400, repetitions: Int = 5) {
    guard Program.isPresent else {
        print("workers: \(Program.absentNote)")
        return
    }
    let path = WorkloadFile.write(rows: bars)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let few = trials / 4
    do {
        let bench = try WorkerBench(path: path, trials: trials)
        var (loop, alone) = (Double.infinity, Double.infinity)
        var short = ["thread": Double.infinity, "worker": .infinity]
        var long = short
        for _ in 0..<repetitions {
            loop = min(loop, try bench.seconds(ofLoops: few) / Double(few))
            alone = min(alone, try bench.seconds(ofTrials: few) / Double(few))
            for place in ["thread", "worker"] {
                short[place] = min(short[place] ?? 0, try bench.seconds(ofSweep: few, inWorker: place == "worker"))
                long[place] = min(long[place] ?? 0, try bench.seconds(ofSweep: trials, inWorker: place == "worker"))
            }
        }
        print(
            "workers, \(bars) bars: bar loop \(Stopwatch.digits(loop * 1e3)) ms, with figures "
                + "\(Stopwatch.digits(alone * 1e3)) ms")
        for place in ["thread", "worker"] {
            let all = ((long[place] ?? 0) - (short[place] ?? 0)) / Double(trials - few)
            print(
                "workers, trial of a sweep in one \(place): \(Stopwatch.digits(all * 1e3)) ms, "
                    + "\(Stopwatch.digits(all / alone)) of what it costs alone, \(Stopwatch.digits(all / loop)) of its bar "
                    + "loop; \(few) trials and the start in \(Stopwatch.digits(short[place] ?? 0)) s")
        }
    } catch { print("workers failed: \(error)") }
}

/// A sweep over a strategy in Swift, and the parts of it by themselves.
private struct WorkerBench {
    let plan: SweepPlan
    let study: Study
    let evaluator: TrialEvaluator
    let folder: TemporaryFolder

    init(path: String, trials: Int) throws {
        let config = """
            name: workers
            data: { source: csv, path: \(path), stamp: start, calendar: 24/7 }
            strategy: { type: donchian-breakout }
            sweep: { space: { stop: "1:\(Double(trials) / 100 + 0.99):0.01" } }
            benchmark: none
            """
        plan = try SweepPlan(
            StudySource(text: config, file: "workers.yaml", registry: StrategyRegistry(ShippedStrategies.all)))
        study = try Study(plan.configuration)
        evaluator = TrialEvaluator(base: study, source: plan.source, axes: plan.axes, columns: plan.columns)
        folder = try TemporaryFolder()
    }

    private func strategy(_ trial: Int) throws -> any Strategy {
        let value = Double(plan.values(of: trial)[0]) ?? 1
        return try plan.source.template(of: plan.configuration).plan(setting: [("stop", .number(value))]).make(
            for: Universe(study.data.panel))
    }

    /// Seconds of bar loops, one after the other.
    func seconds(ofLoops count: Int) throws -> Double {
        let backtest = Backtest(panel: study.data.panel, broker: study.configuration.broker, from: study.data.from)
        let strategies = try (0..<count).map { try strategy($0) }
        return Stopwatch.seconds(
            ContinuousClock().measure {
                for strategy in strategies { invariant(backtest.run(strategy: strategy).stepCount > 0, "no step") }
            })
    }

    /// Seconds of trials with their figures, one after the other.
    func seconds(ofTrials count: Int) throws -> Double {
        let bench = TrialBench(
            panel: study.data.panel, broker: study.configuration.broker, from: study.data.from)
        let strategies = try (0..<count).map { try strategy($0) }
        return Stopwatch.seconds(
            try ContinuousClock().measure { for strategy in strategies { _ = try bench.run(strategy) } })
    }

    /// Seconds of a sweep over some trials, the start of its worker among them.
    func seconds(ofSweep count: Int, inWorker: Bool) throws -> Double {
        let target = SweepFolder(at: folder.url.appendingPathComponent(UUID().uuidString).path)
        let sweep = plan.hash(data: evaluator.dataHash)
        let lock = try target.begin(plan, data: evaluator.dataHash, isResumed: false, force: false)
        defer { withExtendedLifetime(lock) {} }
        let program = WorkerProgram(
            path: Program.path,
            arguments: ["backtest", "sweep", "worker", target.planFile.path, "--sweep", sweep, "--no-cache"])
        let run = SweepRun(
            plan: plan, evaluator: evaluator, parts: SweepParts(in: target.url, sweep: sweep),
            isolation: inWorker ? .processes(program) : .threads)
        var failed = 0
        let time = try ContinuousClock().measure {
            failed = try run.run(jobs: 1, of: Array(0..<count)).states.count { $0 != .finished }
        }
        invariant(failed == 0, "\(failed) trials failed")
        return Stopwatch.seconds(time)
    }
}
