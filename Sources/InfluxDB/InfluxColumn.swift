/// One column of a part of a series.
public struct InfluxColumn: Hashable, Sendable {
    /// The values, of one type.
    public enum Values: Hashable, Sendable {
        /// So many rows, all missing.
        case none(Int)
        /// Nanoseconds since the Unix epoch.
        case times([Int64])
        /// Whole numbers.
        case integers([Int64])
        /// Whole numbers without a sign.
        case unsigned([UInt64])
        /// Numbers.
        case doubles([Double])
        /// Texts.
        case strings([String])
        /// Truth values.
        case booleans([Bool])
    }

    /// The column's name.
    public var name: String
    /// A value for each row; where it is missing, 0, `nan`, an empty text or `false`.
    public var values: Values
    /// Whether each row's value is missing; empty where none is.
    public var missing: [Bool]

    /// A column.
    public init(name: String, values: Values, missing: [Bool] = []) {
        self.name = name
        self.values = values
        self.missing = missing
    }

    /// The number of rows.
    public var count: Int {
        switch values {
        case .none(let count): count
        case .times(let list), .integers(let list): list.count
        case .unsigned(let list): list.count
        case .doubles(let list): list.count
        case .strings(let list): list.count
        case .booleans(let list): list.count
        }
    }

    /// Whether a row has no value.
    public func isMissing(_ row: Int) -> Bool {
        if case .none = values { return true }
        return !missing.isEmpty && missing[row]
    }

    /// What the values are called.
    public var kind: String {
        switch values {
        case .none: "nothing"
        case .times: "times"
        case .integers: "integers"
        case .unsigned: "unsigned integers"
        case .doubles: "floats"
        case .strings: "strings"
        case .booleans: "booleans"
        }
    }

    /// The values as doubles, `nan` where one is missing.
    ///
    /// - Returns: `nil` for texts, truth values and times, and where an integer is beyond ±2⁵³.
    public var asDoubles: [Double]? {
        switch values {
        case .none(let count): return [Double](repeating: .nan, count: count)
        case .doubles(let list): return list
        case .integers(let list):
            guard list.allSatisfy({ $0.magnitude <= 1 << 53 }) else { return nil }
            return list.indices.map { isMissing($0) ? .nan : Double(list[$0]) }
        case .unsigned(let list):
            guard list.allSatisfy({ $0 <= 1 << 53 }) else { return nil }
            return list.indices.map { isMissing($0) ? .nan : Double(list[$0]) }
        case .times, .strings, .booleans: return nil
        }
    }
}
