internal import Foundation
internal import Learning

/// The XGBoost C library, opened at run time: nothing is linked against it, so that all but boosted trees works where it
/// is absent.
///
/// - Source: XGBoost 1.7 C API, `xgboost/c_api.h`; every function used is there from 1.7 on.
final class XGBoostLibrary: Sendable {
    /// A matrix or a booster of the library; its own until it is freed.
    typealias Handle = UnsafeMutableRawPointer
    /// Where a function leaves a handle.
    typealias HandlePlace = UnsafeMutablePointer<UnsafeMutableRawPointer?>
    /// Where a function leaves a count.
    typealias CountPlace = UnsafeMutablePointer<UInt64>
    /// A C string.
    typealias Text = UnsafePointer<CChar>

    typealias GetVersion =
        @convention(c) @Sendable (
            UnsafeMutablePointer<CInt>, UnsafeMutablePointer<CInt>, UnsafeMutablePointer<CInt>
        ) -> Void
    typealias GetLastError = @convention(c) @Sendable () -> Text?
    typealias CreateMatrix =
        @convention(c) @Sendable (
            UnsafePointer<Float>?, UInt64, UInt64, Float, HandlePlace, CInt
        ) -> CInt
    typealias SetFloats = @convention(c) @Sendable (Handle, Text, UnsafePointer<Float>?, UInt64) -> CInt
    typealias Free = @convention(c) @Sendable (Handle) -> CInt
    typealias CreateBooster = @convention(c) @Sendable (UnsafePointer<Handle?>?, UInt64, HandlePlace) -> CInt
    typealias SetText = @convention(c) @Sendable (Handle, Text, Text) -> CInt
    typealias Update = @convention(c) @Sendable (Handle, CInt, Handle) -> CInt
    typealias Evaluate =
        @convention(c) @Sendable (
            Handle, CInt, UnsafePointer<Handle?>, UnsafePointer<Text?>, UInt64, UnsafeMutablePointer<Text?>
        ) -> CInt
    typealias Slice = @convention(c) @Sendable (Handle, CInt, CInt, CInt, HandlePlace) -> CInt
    typealias Predict =
        @convention(c) @Sendable (
            Handle, Text, Text, Handle?, UnsafeMutablePointer<UnsafePointer<UInt64>?>, CountPlace,
            UnsafeMutablePointer<UnsafePointer<Float>?>
        ) -> CInt
    typealias Save = @convention(c) @Sendable (Handle, Text, CountPlace, UnsafeMutablePointer<Text?>) -> CInt
    typealias Load = @convention(c) @Sendable (Handle, UnsafeRawPointer?, UInt64) -> CInt

    /// Where it was found.
    let path: String
    /// Its version, such as 1.7.4.
    let version: String
    let createMatrix: CreateMatrix
    let setFloats: SetFloats
    let freeMatrix: Free
    let createBooster: CreateBooster
    let freeBooster: Free
    let setParameter: SetText
    let setAttribute: SetText
    let update: Update
    let evaluate: Evaluate
    let slice: Slice
    let predict: Predict
    let save: Save
    let load: Load
    private let lastError: GetLastError

    /// Opens one file, or a name that the loader searches for.
    ///
    /// It stays open until the process ends: threads that it starts may outlive every use.
    ///
    /// - Throws: `LearningError.library` with what the loader said, or with the functions that it lacks.
    init(opening path: String) throws(LearningError) {
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            throw XGBoostLibrary.error(dlerror().map { String(cString: $0) } ?? "\(path) can not be opened")
        }
        var lacking: [String] = []
        func find<Function>(_ name: String, as type: Function.Type) -> Function? {
            guard let address = dlsym(handle, name) else {
                lacking.append(name)
                return nil
            }
            return unsafeBitCast(address, to: type)
        }
        let getVersion = find("XGBoostVersion", as: GetVersion.self)
        let lastError = find("XGBGetLastError", as: GetLastError.self)
        let createMatrix = find("XGDMatrixCreateFromMat_omp", as: CreateMatrix.self)
        let setFloats = find("XGDMatrixSetFloatInfo", as: SetFloats.self)
        let freeMatrix = find("XGDMatrixFree", as: Free.self)
        let createBooster = find("XGBoosterCreate", as: CreateBooster.self)
        let freeBooster = find("XGBoosterFree", as: Free.self)
        let setParameter = find("XGBoosterSetParam", as: SetText.self)
        let setAttribute = find("XGBoosterSetAttr", as: SetText.self)
        let update = find("XGBoosterUpdateOneIter", as: Update.self)
        let evaluate = find("XGBoosterEvalOneIter", as: Evaluate.self)
        let slice = find("XGBoosterSlice", as: Slice.self)
        let predict = find("XGBoosterPredictFromDense", as: Predict.self)
        let save = find("XGBoosterSaveModelToBuffer", as: Save.self)
        let load = find("XGBoosterLoadModelFromBuffer", as: Load.self)
        var version = "of unknown version"
        if let getVersion {
            var (major, minor, patch): (CInt, CInt, CInt) = (0, 0, 0)
            getVersion(&major, &minor, &patch)
            version = "\(major).\(minor).\(patch)"
        }
        guard let lastError, let createMatrix, let setFloats, let freeMatrix, let createBooster, let freeBooster,
            let setParameter, let setAttribute, let update, let evaluate, let slice, let predict, let save, let load
        else {
            dlclose(handle)
            throw XGBoostLibrary.error(
                "\(path) (\(version)) lacks \(lacking.joined(separator: ", ")); version 1.7 or newer is needed")
        }
        (self.path, self.version, self.lastError) = (path, version, lastError)
        (self.createMatrix, self.setFloats, self.freeMatrix) = (createMatrix, setFloats, freeMatrix)
        (self.createBooster, self.freeBooster) = (createBooster, freeBooster)
        (self.setParameter, self.setAttribute) = (setParameter, setAttribute)
        (self.update, self.evaluate, self.slice, self.predict) = (update, evaluate, slice, predict)
        (self.save, self.load) = (save, load)
    }

    /// An error of the library.
    static func error(_ message: String) -> LearningError { .library(name: "XGBoost", message: message) }

    /// Throws what the library says of the last call on this thread where that failed.
    func check(_ status: CInt) throws(LearningError) {
        guard status != 0 else { return }
        let text = lastError().map { String(cString: $0) } ?? ""
        throw XGBoostLibrary.error(text.isEmpty ? "a call failed without a reason" : XGBoostLibrary.reason(text))
    }

    /// The reason in a message of the library, without the time before it, which would differ in every run, and the
    /// addresses behind it.
    static func reason(_ text: String) -> String {
        var text = text[...]
        if let trace = text.range(of: "Stack trace:") { text = text[..<trace.lowerBound] }
        if text.first == "[", let close = text.firstIndex(of: "]") { text = text[text.index(after: close)...] }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
