# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'cockpit.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QScrollArea,
    QSizePolicy, QStackedWidget, QVBoxLayout, QWidget)
class Ui_Cockpit(object):
    def setupUi(self, Cockpit):
        if not Cockpit.objectName():
            Cockpit.setObjectName(u"Cockpit")
        self.whole = QVBoxLayout(Cockpit)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget(Cockpit)
        self.stack.setObjectName(u"stack")
        self.overview = QScrollArea()
        self.overview.setObjectName(u"overview")
        self.overview.setFrameShape(QFrame.Shape.NoFrame)
        self.overview.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.overview.setWidgetResizable(True)
        self.page = QWidget()
        self.page.setObjectName(u"page")
        self.page_column = QVBoxLayout(self.page)
        self.page_column.setSpacing(16)
        self.page_column.setObjectName(u"page_column")
        self.page_column.setContentsMargins(24, 16, 24, 16)
        self.rates_slot = QWidget(self.page)
        self.rates_slot.setObjectName(u"rates_slot")

        self.page_column.addWidget(self.rates_slot)

        self.columns = QHBoxLayout()
        self.columns.setSpacing(16)
        self.columns.setObjectName(u"columns")
        self.completion_slot = QWidget(self.page)
        self.completion_slot.setObjectName(u"completion_slot")

        self.columns.addWidget(self.completion_slot)

        self.ranking_slot = QWidget(self.page)
        self.ranking_slot.setObjectName(u"ranking_slot")

        self.columns.addWidget(self.ranking_slot)

        self.side_column = QVBoxLayout()
        self.side_column.setSpacing(16)
        self.side_column.setObjectName(u"side_column")
        self.lamps_slot = QWidget(self.page)
        self.lamps_slot.setObjectName(u"lamps_slot")

        self.side_column.addWidget(self.lamps_slot)

        self.overdue_slot = QWidget(self.page)
        self.overdue_slot.setObjectName(u"overdue_slot")

        self.side_column.addWidget(self.overdue_slot)

        self.side_column.setStretch(1, 1)

        self.columns.addLayout(self.side_column)

        self.columns.setStretch(0, 12)
        self.columns.setStretch(1, 11)
        self.columns.setStretch(2, 11)

        self.page_column.addLayout(self.columns)

        self.page_column.setStretch(1, 1)
        self.overview.setWidget(self.page)
        self.stack.addWidget(self.overview)

        self.whole.addWidget(self.stack)


        self.retranslateUi(Cockpit)
    # setupUi

    def retranslateUi(self, Cockpit):
        pass
    # retranslateUi

