# Weighted survival of a made-up set, as R gives it; run: Rscript weighted.R > weighted.json
# The set is made by arithmetic alone, so that the test makes the same one: tied and late entries on purpose.
library(survival)
library(survey)
i <- 1:60
entry <- ifelse(i %% 4 == 0, (i %% 3) / 2, 0)
exit <- entry + 0.5 + ((i * 7) %% 19) / 2
event <- as.integer((i * 5) %% 3 != 0)
group <- as.integer(i %% 2)
size <- ((i * 11) %% 13) / 3
weight <- 1 + ((i * 3) %% 8) / 2
place <- (i + 1) %/% 2
d <- data.frame(entry, exit, event, group, size, weight, place)
out <- list()
for (by in c("row", "place")) {
  id <- if (by == "row") i else place
  km <- summary(survfit(Surv(entry, exit, event) ~ 1, weights = weight, cluster = id, robust = TRUE,
                        conf.type = "log-log"), times = c(1, 3, 6))
  out[[paste0("km_", by)]] <- list(surv = km$surv, se = km$std.err, low = km$lower, high = km$upper)
  fit <- coxph(Surv(entry, exit, event) ~ group + size, d, weights = weight, cluster = id, robust = TRUE)
  out[[paste0("cox_", by)]] <- list(coef = unname(coef(fit)), var = unname(as.vector(vcov(fit))))
}
des <- svydesign(~1, weights = ~weight, data = d)
t <- svyby(~I(weight * 0 + 1), ~group, des, svytotal)
out$total <- list(value = unname(t[, 2]), se = unname(t[, 3]))
f <- function(x) format(x, digits = 17)
cat("{\n", paste(sapply(names(out), function(k) sprintf(' "%s": {%s}', k, paste(sapply(names(out[[k]]), function(j)
  sprintf('"%s": [%s]', j, paste(f(out[[k]][[j]]), collapse = ", "))), collapse = ", "))), collapse = ",\n"), "\n}\n")
