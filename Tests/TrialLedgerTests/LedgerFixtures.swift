import Core
import Foundation
import TestSupport
import TrialLedger

/// Trials for the tests of the ledger.
enum LedgerFixtures {
    static func day(_ day: Int) -> Timestamp { Timestamp(nanoseconds: Int64(day) * Timestamp.day) }

    static func study(
        family: String = "family", data: String = "data", days: Range<Int> = 0..<1_000, kind: String = "sweep",
        sweep: String? = nil, process: ProcessMark = .current
    ) -> TrialStudy {
        TrialStudy(
            familyKey: SHA256.hexDigest(of: family), familyText: "rule of \(family)", strategy: "cross",
            instruments: ["AAPL", "MSFT"], dataHash: SHA256.hexDigest(of: data),
            period: day(days.lowerBound)..<day(days.upperBound), kind: kind, sweep: sweep, version: "1.2.3",
            process: process)
    }

    static func start(_ config: String, _ study: TrialStudy = study(), begun: Int = 20_000) -> TrialStart {
        TrialStart(
            study: study, configHash: SHA256.hexDigest(of: config), settings: "{\"fast\":\(config.utf8.count)}",
            begun: day(begun))
    }

    static func moments(sharpe: Double, sessions: Int = 4) -> ReturnMoments {
        ReturnMoments(
            sessions: sessions, mean: sharpe / 64, standardDeviation: 1.0 / 64, skewness: -0.5, kurtosis: 4)
    }

    static func finished(
        _ config: String, _ study: TrialStudy = study(), sharpe: Double = 0.25, begun: Int = 20_000,
        returns: [Float]? = nil
    ) -> TrialRecord {
        TrialRecord(
            start: start(config, study, begun: begun),
            outcome: TrialOutcome(
                .finished, ended: day(begun + 1), metrics: ["sharpe": sharpe, "absent": nil, "odd": .nan],
                moments: moments(sharpe: sharpe), returns: returns))
    }

    static func ended(
        _ state: TrialState, _ config: String, _ study: TrialStudy = study(), reason: String, begun: Int = 20_000
    ) -> TrialRecord {
        TrialRecord(
            start: start(config, study, begun: begun),
            outcome: TrialOutcome(state, reason: reason, ended: day(begun + 1)))
    }

    /// A process that is not there: no process of this system started at tick 1 under the number of the last one.
    static let gone = ProcessMark(
        host: "here", system: ProcessMark.current.system, number: ProcessMark.current.number, startTicks: 1)
    /// A process of another host, at which nothing can be looked from here.
    static let elsewhere = ProcessMark(host: "node7", system: "another start", number: 5, startTicks: 7)

    static func ledger(_ folder: TemporaryFolder, access: Ledger.Access = .writing, now: Int = 20_002) throws -> Ledger
    {
        try Ledger(path: path(folder), access: access, clock: { day(now) })
    }

    static func path(_ folder: TemporaryFolder) -> String {
        folder.url.appendingPathComponent("runs/ledger.sqlite").path
    }

    /// Runs the program `LedgerWriter`, which is built beside the tests.
    static let writer = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("LedgerWriter").path

    /// What a call throws.
    static func error(_ body: () throws(LedgerError) -> Void) -> LedgerError? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }

    /// Statements that another program runs on the file.
    static func sqlite(_ path: String, _ sql: String) throws -> Program.Outcome {
        try Program.run([path, sql], executable: "/usr/bin/sqlite3")
    }
}
