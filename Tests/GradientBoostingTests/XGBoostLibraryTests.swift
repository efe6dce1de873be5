@testable import GradientBoosting
import Learning
import Testing

@Suite struct XGBoostLibraryTests {
    @Test func anAbsentLibraryIsSaidWithWhatWasTriedAndTheRemedy() throws {
        let fold = try BoostingSamples.fold(rows: 40)
        let error = #expect(throws: LearningError.self) {
            try GradientBoostedTrees(library: "/nowhere/libxgboost.so").fit(fold.training, in: FitContext())
        }
        #expect(
            error?.description
                == "XGBoost: the library can not be used: /nowhere/libxgboost.so: cannot open shared object file: No such "
                + "file or directory; tried /nowhere/libxgboost.so; install it with 'apt-get install libxgboost-dev', or "
                + "name its file in $BACKTEST_XGBOOST")
        // A model is read without it, and says so when it is asked.
        let fitted = try GradientBoostedTrees(rounds: 2).fit(fold.training, in: FitContext())
        let read = try FittedTrees(bytes: fitted.bytes, width: 5, library: "/nowhere/libxgboost.so")
        #expect(throws: LearningError.self) { try read.predict(fold.test.inputs) }
    }

    @Test func anotherLibraryIsRefusedWithWhatItLacks() {
        let error = #expect(throws: LearningError.self) { try XGBoostLibrary.found(file: "libm.so.6") }
        let text = error?.description ?? ""
        #expect(
            text.hasPrefix(
                "XGBoost: the library can not be used: libm.so.6 (of unknown version) lacks XGBoostVersion, "
                    + "XGBGetLastError, XGDMatrixCreateFromMat_omp,"), "\(text)")
        #expect(text.contains("; version 1.7 or newer is needed; tried libm.so.6;"), "\(text)")
    }

    @Test func theNamedFileIsTriedAlone() {
        let named = ["BACKTEST_XGBOOST": "/opt/x.so"]
        #expect(XGBoostLibrary.candidates(file: nil, environment: named) == ["/opt/x.so"])
        #expect(XGBoostLibrary.candidates(file: "/opt/y.so", environment: named) == ["/opt/y.so"])
        let all = XGBoostLibrary.candidates(file: nil, environment: ["BACKTEST_XGBOOST": ""])
        #expect(all.prefix(2) == ["libxgboost.so", "libxgboost.so.0"] && all.count > 4)
    }

    @Test func aReasonHasNeitherTimeNorAddresses() {
        let text =
            "[08:14:12] ./src/learner.cc:1040: Check failed: a == b (1 vs. 2) : odd\nStack trace:\n  [bt] (0) 0x7f"
        #expect(XGBoostLibrary.reason(text) == "./src/learner.cc:1040: Check failed: a == b (1 vs. 2) : odd")
    }
}
