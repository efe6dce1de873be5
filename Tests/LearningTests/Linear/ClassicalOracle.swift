import Core
import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// The third-party figures of linear models and the samples that they were fitted on.
struct ClassicalOracle {
    let figures: [String: Any]
    /// Shape `[2080, 12]`.
    let features: Matrix<Double>
    /// The features less their means over their standard deviations (divisor n), as in the oracle.
    let standardised: Matrix<Double>
    let labels: [Double]
    let classes: [Double]

    init() throws {
        let data = try Data(
            contentsOf: URL(fileURLWithPath: SharedFolder.path("oracles/models/classical_models.json")))
        let root = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        figures = root
        let names = try #require(root["features"] as? [String])
        let table = try FigureTable(path: SharedFolder.path("oracles/models/dataset.csv"))
        let columns = names.map { table.numbers($0) }
        features = try Matrix(columns: columns)
        let scaler = try #require(root["standard_scaler"] as? [String: Any])
        let means = try #require(scaler["mean"] as? [Double])
        let scales = try #require(scaler["scale_ddof0"] as? [Double])
        standardised = try Matrix(
            columns: columns.enumerated().map { place, values in
                values.map { ($0 - means[place]) / scales[place] }
            })
        labels = table.numbers("y")
        classes = table.numbers("y_up")
    }

    /// A figure by its path.
    func value<Value>(_ path: String..., as type: Value.Type = Value.self) throws -> Value {
        var place: Any = figures
        for key in path { place = try #require((place as? [String: Any])?[key], "no figure \(key)") }
        return try #require(place as? Value, "\(path) is no \(Value.self)")
    }
}

/// Whether two runs of figures agree, each to a relative tolerance or an absolute one.
func agree(_ left: [Double], _ right: [Double], relative: Double, absolute: Double = 1e-14) -> Bool {
    left.count == right.count
        && zip(left, right).allSatisfy { agree($0, $1, relative: relative, absolute: absolute) }
}
