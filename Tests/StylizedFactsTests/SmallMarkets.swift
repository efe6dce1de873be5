import Core
import Foundation
import TestSupport

@testable import StylizedFacts

/// Series of which it is known which facts they show.
enum SmallMarkets {
    /// Standard normal numbers by Box and Muller.
    static func normals(_ count: Int, seed: UInt64) -> [Double] {
        var stream = RandomStream(seed: seed, name: "normals")
        return (0..<count).map { _ in
            (-2 * log(1 - stream.uniform())).squareRoot() * cos(2 * Double.pi * stream.uniform())
        }
    }

    /// GARCH(1,1) with innovations of Student's t of five degrees of freedom, scaled to variance 1.
    static func garch(_ count: Int, alpha: Double, beta: Double, seed: UInt64) -> [Double] {
        let draws = normals(6 * count, seed: seed)
        var variance = 1.0
        return (0..<count).map { place in
            let z = draws[6 * place]
            let chi = draws[(6 * place + 1)...(6 * place + 5)].reduce(0) { $0 + $1 * $1 }
            let value = z / (chi / 5).squareRoot() * (3.0 / 5).squareRoot() * variance.squareRoot()
            variance = 1 - alpha - beta + alpha * value * value + beta * variance
            return value
        }
    }

    /// Bars of a minute whose log returns are given, scaled to a deviation near 0.0005, without a break.
    static func bars(_ returns: [Double], scale: Double = 0.0005, volumes: [Double] = []) -> BarColumns {
        var level = 0.0
        var closes = [100.0]
        for value in returns {
            level += value * scale
            closes.append(100 * exp(level))
        }
        return BarColumns(
            starts: closes.indices.map { Int64($0) * Timestamp.minute }, width: Timestamp.minute, closes: closes,
            volumes: volumes.isEmpty ? [] : [0] + volumes)
    }

    /// A record of bars of returns.
    static func record(_ name: String, _ returns: [Double], scale: Double = 0.0005) -> MarketRecord {
        MarketRecord(name: name, bars: bars(returns, scale: scale))
    }

    /// The same values in random order.
    static func permuted(_ values: [Double], seed: UInt64) -> [Double] {
        var stream = RandomStream(seed: seed, name: "permutation")
        return values.shuffled(using: &stream)
    }

    /// Closes and volumes of a file of the repository's data.
    static func table(_ path: String) throws -> FigureTable {
        try FigureTable(path: SharedFolder.projectRoot.appendingPathComponent("Data/\(path)").path)
    }

    /// Log returns of closes.
    static func logReturns(_ closes: [Double]) -> [Double] {
        zip(closes.dropFirst(), closes).map { log($0 / $1) }
    }

    /// The minutes of the E-mini S&P 500 future in the repository's data.
    static func futureMinutes() throws -> BarColumns {
        let table = try table("minute/es.csv")
        let reader = ISO8601DateFormatter()
        let starts = table.texts("timestamp").map { text in
            Int64((reader.date(from: text)?.timeIntervalSince1970 ?? .nan).rounded()) * Timestamp.second
        }
        return BarColumns(
            starts: starts, width: Timestamp.minute, closes: table.numbers("close"), volumes: table.numbers("volume"))
    }
}
