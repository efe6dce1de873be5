extension RollingState: StorablePrediction {
    /// The function in force.
    ///
    /// The samples of the window are not stored: what is read back predicts, and takes no new samples in.
    public var stored: StoredModel { LinearPrediction(function: function).stored }
}

extension KalmanState: StorablePrediction {
    /// The function in force.
    ///
    /// Covariances are not stored: what is read back predicts, and takes no new samples in.
    public var stored: StoredModel { LinearPrediction(function: function).stored }
}
