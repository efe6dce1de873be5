internal import Core

extension StoredModel {
    /// Finite numbers by their name.
    ///
    /// - Parameter count: How many there must be; `nil` for one or more.
    /// - Throws: `LearningError.parameter` where there are none of this name, another number of them, or one that is not
    ///   finite.
    public func finiteNumbers(_ name: String, count: Int? = nil) throws(LearningError) -> [Double] {
        try checked(numbers[name], name, count)
    }

    /// Finite numbers in single precision by their name.
    ///
    /// - Throws: As `finiteNumbers(_:count:)`.
    public func finiteSingles(_ name: String, count: Int? = nil) throws(LearningError) -> [Float] {
        try checked(singles[name], name, count)
    }

    /// One finite number.
    ///
    /// - Throws: As `finiteNumbers(_:count:)`.
    public func finiteNumber(_ name: String) throws(LearningError) -> Double {
        try finiteNumbers(name, count: 1)[0]
    }

    /// Whole numbers, each in a range.
    ///
    /// - Throws: `LearningError.parameter`, as `finiteNumbers(_:count:)` and for one with a fraction or outside.
    public func wholeNumbers(
        _ name: String, in range: ClosedRange<Int>, count: Int? = nil
    ) throws(LearningError) -> [Int] {
        var whole: [Int] = []
        for number in try finiteNumbers(name, count: count) {
            guard let value = Int(exactly: number), range.contains(value) else {
                throw invalid(name, found: "\(number)", "whole numbers from \(range.lowerBound) to \(range.upperBound)")
            }
            whole.append(value)
        }
        return whole
    }

    /// One whole number in a range.
    ///
    /// - Throws: As `wholeNumbers(_:in:count:)`.
    public func wholeNumber(_ name: String, in range: ClosedRange<Int>) throws(LearningError) -> Int {
        try wholeNumbers(name, in: range, count: 1)[0]
    }

    /// A text by its name.
    ///
    /// - Throws: `LearningError.parameter` where there is none.
    public func text(_ name: String) throws(LearningError) -> String {
        guard let text = texts[name] else { throw invalid(name, found: "missing", "a text") }
        return text
    }

    /// A choice among texts.
    ///
    /// - Throws: `LearningError.parameter` where there is none, or another.
    public func choice<Value>(_ name: String, _ values: [(String, Value)]) throws(LearningError) -> Value {
        let text = try text(name)
        guard let value = values.first(where: { $0.0 == text }) else {
            throw invalid(
                name, found: "'\(ShownText.field(text))'", values.map(\.0).joined(separator: ", "))
        }
        return value.1
    }

    /// A model or transform inside this one.
    ///
    /// - Throws: `LearningError.parameter` where there is none of this name.
    public func part(_ name: String) throws(LearningError) -> StoredModel {
        guard let part = parts[name] else { throw invalid(name, found: "missing", "a model or transform") }
        return part
    }

    /// The error of something stored under a name that a model of this kind cannot be made of.
    public func invalid(_ name: String, found: String, _ allowed: String) -> LearningError {
        .parameter(name: "'\(name)' of a stored '\(ShownText.field(kind))' model", found: found, allowed: allowed)
    }

    private func checked<Element: BinaryFloatingPoint>(
        _ values: [Element]?, _ name: String, _ count: Int?
    ) throws(LearningError) -> [Element] {
        guard let values else { throw invalid(name, found: "missing", count.map { "\($0) numbers" } ?? "numbers") }
        guard count.map({ $0 == values.count }) ?? !values.isEmpty else {
            throw invalid(name, found: "\(values.count) numbers", count.map { "\($0) numbers" } ?? "1 number or more")
        }
        if let place = values.firstIndex(where: { !$0.isFinite }) {
            throw invalid(name, found: "\(values[place]) at place \(place)", "finite numbers")
        }
        return values
    }
}
