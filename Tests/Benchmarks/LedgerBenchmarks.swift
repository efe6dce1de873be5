import Core
import Foundation
import TestSupport
import TrialLedger

/// Records sweeps in a ledger, on the disk of the temporary folder, every batch waited for until the disk has it.
///
/// Prints the median time of a batch of 1,000 trials with 400 daily returns and 12 metrics each into a ledger that grows,
/// and, in a ledger of its own, the rate of a million trials without returns, in batches of 10,000, the time in which they
/// are counted and exported, and the most memory that the process had.
func benchmarkLedger(batches: Int = 41, trials: Int = 1_000_000) {
    do {
        try benchmarkLedgerBatches(batches)
        try benchmarkLedgerMillion(trials)
    } catch { print("ledger: \(error)") }
}

/// Trials of one sweep whose numbers come from their index.
private struct LedgerSweep {
    let study = TrialStudy(
        familyKey: SHA256.hexDigest(of: "family"), familyText: "sma crosses sma", strategy: "cross",
        instruments: ["AAPL"], dataHash: SHA256.hexDigest(of: "data"),
        period: Timestamp(nanoseconds: 0)..<Timestamp(nanoseconds: 400 * Timestamp.day), kind: "sweep", sweep: "s1",
        version: "1")
    let names = (0..<12).map { "metric-\($0)" }
    let begun = Ledger.now()

    func trial(_ index: Int, returns: [Float]?) -> TrialRecord {
        let sharpe = Double(index % 1_009) / 10_000
        return TrialRecord(
            start: TrialStart(
                study: study, configHash: SHA256.hexDigest(of: "\(index)"), settings: "{\"fast\":\(index)}",
                begun: begun),
            outcome: TrialOutcome(
                .finished, ended: begun,
                metrics: TrialMetrics(names: names, values: names.indices.map { Double($0) + sharpe }),
                moments: ReturnMoments(
                    sessions: 400, mean: sharpe / 100, standardDeviation: 0.01, skewness: 0.1, kurtosis: 3.5),
                returns: returns))
    }
}

/// Seconds by the clock on the wall, and of the processors.
private struct LedgerTime: CustomStringConvertible {
    var wall: Double
    var processor: Double

    init(_ body: () throws -> Void) rethrows {
        let (wallStart, processorStart) = (LedgerTime.now(CLOCK_MONOTONIC), LedgerTime.now(CLOCK_PROCESS_CPUTIME_ID))
        try body()
        wall = LedgerTime.now(CLOCK_MONOTONIC) - wallStart
        processor = LedgerTime.now(CLOCK_PROCESS_CPUTIME_ID) - processorStart
    }

    private static func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    var description: String { "\(milliseconds(wall)) (processor \(milliseconds(processor)))" }

    func rate(_ count: Int) -> String {
        "\(Int(Double(count) / wall)) trials a second (\(Int(Double(count) / processor)) a second of processor)"
    }
}

private func benchmarkLedgerBatches(_ batches: Int) throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.url.appendingPathComponent("ledger.sqlite").path, access: .writing)
    let sweep = LedgerSweep()
    var random = RandomStream(seed: 7, name: "returns")
    var times: [LedgerTime] = []
    for batch in 0..<batches {
        let records = (0..<1_000).map { index in
            sweep.trial(batch * 1_000 + index, returns: (0..<400).map { _ in Float(random.uniform() - 0.5) })
        }
        times.append(try LedgerTime { try ledger.record(records) })
    }
    times.sort { $0.wall < $1.wall }
    print(
        "ledger, batch of 1,000 trials with 400 returns: \(times[times.count / 2]) median, "
            + "\(times[0]) to \(times[times.count - 1]) of \(batches) batches")
    var matrix = 0
    let reading = try LedgerTime {
        matrix = try ledger.returnsMatrix(family: sweep.study.familyKey).values.count
    }
    print("ledger, \(matrix) returns into a matrix: \(reading)")
}

private func benchmarkLedgerMillion(_ trials: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("ledger.sqlite").path
    let ledger = try Ledger(path: path, access: .writing)
    let sweep = LedgerSweep()
    let recording = try LedgerTime {
        for first in stride(from: 0, to: trials, by: 10_000) {
            try ledger.record((first..<min(first + 10_000, trials)).lazy.map { sweep.trial($0, returns: nil) })
        }
    }
    print(
        "ledger, \(trials) trials without returns, 10,000 a batch: "
            + "\(recording.rate(trials)), their hashes included")
    var counted: [FamilySummary] = []
    let counting = try LedgerTime { counted = try ledger.families() }
    print("ledger, \(counted.first?.trials ?? 0) trials counted: \(counting)")
    var bytes = 0
    let exporting = try LedgerTime { try ledger.export(.csv) { bytes += $0.utf8.count } }
    print(
        "ledger, \(trials) trials exported as CSV: \(exporting.rate(trials)), \(bytes) bytes")
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print("ledger, file of \(size) bytes; most memory of the process \(usage.ru_maxrss / 1_024) MB")
}

private func milliseconds(_ seconds: Double) -> String { "\((seconds * 10_000).rounded() / 10) ms" }
