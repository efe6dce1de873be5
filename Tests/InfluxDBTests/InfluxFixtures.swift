import Core
import Foundation
import HTTPClient
import TestSupport
import Testing

@testable import InfluxDB

/// What the tests of InfluxDB share.
enum InfluxFixtures {
    /// The password of the real server, in the environment for clients.
    static let passwordVariable: String = {
        setenv("BACKTEST_TEST_INFLUX_PASSWORD", InfluxServer.password, 1)
        setenv("BACKTEST_TEST_INFLUX_TOKEN", "token-hush", 1)
        return "BACKTEST_TEST_INFLUX_PASSWORD"
    }()

    static let quick = RetryPolicy(attempts: 3, firstWait: 0.05, longestWait: 0.2)

    /// A client of the real server.
    static func client(
        _ server: InfluxServer, batchRows: Int = 10_000, kind: InfluxKind? = nil, retries: RetryPolicy = quick
    ) throws -> InfluxClient {
        try InfluxClient(
            InfluxOptions(
                url: server.url, kind: kind,
                credentials: .user(InfluxServer.user, password: .environment(passwordVariable)),
                http: HTTPClient.Options(
                    certificateAuthorityFile: server.url.hasPrefix("https") ? server.certificate : nil, retries: retries
                ),
                batchRows: batchRows))
    }

    /// A client of a double.
    static func client(_ server: LoopbackServer, _ kind: InfluxKind, batchRows: Int = 10_000) throws -> InfluxClient {
        _ = passwordVariable
        return try InfluxClient(
            InfluxOptions(
                url: server.url, kind: kind, credentials: .token(.environment("BACKTEST_TEST_INFLUX_TOKEN")),
                organisation: .name("quants & co"), http: HTTPClient.Options(idleTimeout: 60, retries: quick),
                batchRows: batchRows))
    }

    /// The error of some work, `nil` where there is none.
    static func error(_ work: () throws -> Void) -> InfluxError? {
        do { try work() } catch { return error as? InfluxError }
        return nil
    }
}

extension InfluxColumn {
    var integers: [Int64]? {
        switch values {
        case .integers(let list), .times(let list): list
        default: nil
        }
    }
    var doubles: [Double]? {
        if case .doubles(let list) = values { return list }
        return nil
    }
    var strings: [String]? {
        if case .strings(let list) = values { return list }
        return nil
    }
    var booleans: [Bool]? {
        if case .booleans(let list) = values { return list }
        return nil
    }
}
