extension LeastSquaresFit: StorablePrediction {
    /// The fitted function.
    public var stored: StoredModel { LinearPrediction(function: function).stored }
}

extension RidgeFit: StorablePrediction {
    /// The function of the best penalty.
    public var stored: StoredModel { LinearPrediction(function: best.function).stored }
}

extension ElasticNetFit: StorablePrediction {
    /// The function of the penalty that predicts.
    public var stored: StoredModel { LinearPrediction(function: solutions[solutions.count - 1].function).stored }
}

extension HuberFit: StorablePrediction {
    /// The fitted function.
    public var stored: StoredModel { LinearPrediction(function: function).stored }
}

extension QuantileFit: StorablePrediction {
    /// The fitted function.
    public var stored: StoredModel { LinearPrediction(function: function).stored }
}

extension LogisticFit: StorablePrediction {
    /// The fitted function and its link.
    public var stored: StoredModel { LinearPrediction(function: function, link: .logistic).stored }
}

extension PrincipalComponentFit: StorablePrediction {
    /// The function of the features.
    public var stored: StoredModel { LinearPrediction(function: function).stored }
}

extension PartialLeastSquaresFit: StorablePrediction {
    /// The fitted function.
    public var stored: StoredModel { LinearPrediction(function: function).stored }
}
