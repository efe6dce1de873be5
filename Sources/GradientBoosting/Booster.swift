internal import Learning

/// Trees of XGBoost that grow or predict; freed with it.
final class Booster {
    private let library: XGBoostLibrary
    private let handle: XGBoostLibrary.Handle
    /// What it learns from, then what is held out; the library remembers what it predicts for them.
    private let matrices: [BoosterMatrix]

    private init(library: XGBoostLibrary, handle: XGBoostLibrary.Handle, matrices: [BoosterMatrix]) {
        self.library = library
        self.handle = handle
        self.matrices = matrices
    }

    /// A booster without trees.
    convenience init(_ library: XGBoostLibrary, matrices: [BoosterMatrix]) throws(LearningError) {
        let handles = matrices.map { Optional($0.handle) }
        var place: XGBoostLibrary.Handle?
        try library.check(library.createBooster(handles, UInt64(handles.count), &place))
        guard let place else { throw XGBoostLibrary.error("no booster was made") }
        self.init(library: library, handle: place, matrices: matrices)
    }

    /// The booster of a model's bytes, which have been checked: the library trusts them.
    convenience init(_ library: XGBoostLibrary, bytes: [UInt8]) throws(LearningError) {
        try self.init(library, matrices: [])
        try set("verbosity", "0")
        try set("nthread", "1")
        try library.check(bytes.withUnsafeBytes { library.load(handle, $0.baseAddress, UInt64($0.count)) })
        // Loading configures anew.
        try set("nthread", "1")
    }

    deinit { _ = library.freeBooster(handle) }

    /// Sets a parameter by the library's name for it.
    func set(_ name: String, _ value: String) throws(LearningError) {
        try library.check(library.setParameter(handle, name, value))
    }

    /// Writes down a text beside the trees.
    func note(_ name: String, _ value: String) throws(LearningError) {
        try library.check(library.setAttribute(handle, name, value))
    }

    /// Grows the tree of a round on the first matrix.
    ///
    /// - Returns: The metric of the parameters over each matrix behind it.
    func grow(_ round: Int) throws(LearningError) -> [Double] {
        let round = CInt(truncatingIfNeeded: round)
        try library.check(library.update(handle, round, matrices[0].handle))
        let handles = matrices.map { Optional($0.handle) }
        var text: XGBoostLibrary.Text?
        let status = "matrix".withCString { name in
            let names = [XGBoostLibrary.Text?](repeating: name, count: matrices.count)
            return library.evaluate(handle, round, handles, names, UInt64(handles.count), &text)
        }
        try library.check(status)
        // "[3]\tmatrix-rmse:0.51\tmatrix-rmse:0.62"
        let line = text.map { String(cString: $0) } ?? ""
        let values = line.split(separator: "\t").dropFirst().compactMap { field in
            field.split(separator: ":").last.flatMap { Double($0) }
        }
        guard values.count == matrices.count else {
            throw XGBoostLibrary.error("found '\(line)' for \(matrices.count) metrics")
        }
        return values
    }

    /// The first rounds alone.
    func first(_ rounds: Int) throws(LearningError) -> Booster {
        var place: XGBoostLibrary.Handle?
        try library.check(library.slice(handle, 0, CInt(truncatingIfNeeded: rounds), 1, &place))
        guard let place else { throw XGBoostLibrary.error("no booster was made of \(rounds) rounds") }
        return Booster(library: library, handle: place, matrices: [])
    }

    /// The model in XGBoost's JSON.
    func bytes() throws(LearningError) -> [UInt8] {
        var (count, start): (UInt64, XGBoostLibrary.Text?) = (0, nil)
        try library.check(library.save(handle, #"{"format": "json"}"#, &count, &start))
        // The buffer is the library's until its next call.
        return Array(UnsafeRawBufferPointer(start: start, count: Int(count)))
    }

    /// The prediction for each row of a matrix.
    ///
    /// - Parameter rows: Row-major; shape `[rows.count / width, width]`, not empty.
    func predict(_ rows: [Float], width: Int) throws(LearningError) -> [Float] {
        let count = rows.count / width
        let config = """
            {"type": 0, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": false, \
            "missing": NaN, "cache_id": 0}
            """
        var (shape, dimensions, values): (UnsafePointer<UInt64>?, UInt64, UnsafePointer<Float>?) = (nil, 0, nil)
        let status = rows.withUnsafeBytes { bytes in
            // The form of NumPy's array interface: where the numbers lie, and that they are not written.
            let address = UInt(bitPattern: bytes.baseAddress)
            let interface = """
                {"data": [\(address), true], "shape": [\(count), \(width)], "typestr": "<f4", "version": 3}
                """
            return library.predict(handle, interface, config, nil, &shape, &dimensions, &values)
        }
        try library.check(status)
        let found = (0..<Int(dimensions)).reduce(1) { $0 * Int(shape?[$1] ?? 0) }
        guard let values, found == count else {
            throw XGBoostLibrary.error("found \(found) predictions for \(count) windows")
        }
        return Array(UnsafeBufferPointer(start: values, count: count))
    }
}
