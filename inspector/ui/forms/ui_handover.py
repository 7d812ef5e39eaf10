# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'handover.ui'
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
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)
class Ui_Handover(object):
    def setupUi(self, Handover):
        if not Handover.objectName():
            Handover.setObjectName(u"Handover")
        self.columns = QHBoxLayout(Handover)
        self.columns.setSpacing(24)
        self.columns.setObjectName(u"columns")
        self.columns.setContentsMargins(24, 16, 24, 16)
        self.main = QVBoxLayout()
        self.main.setSpacing(16)
        self.main.setObjectName(u"main")
        self.contents_slot = QWidget(Handover)
        self.contents_slot.setObjectName(u"contents_slot")

        self.main.addWidget(self.contents_slot)

        self.past_slot = QWidget(Handover)
        self.past_slot.setObjectName(u"past_slot")

        self.main.addWidget(self.past_slot)

        self.main.setStretch(0, 3)
        self.main.setStretch(1, 2)

        self.columns.addLayout(self.main)

        self.side = QScrollArea(Handover)
        self.side.setObjectName(u"side")
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setWidgetResizable(True)
        self.side_page = QWidget()
        self.side_page.setObjectName(u"side_page")
        self.side_column = QVBoxLayout(self.side_page)
        self.side_column.setSpacing(16)
        self.side_column.setObjectName(u"side_column")
        self.side_column.setContentsMargins(0, 0, 0, 0)
        self.result_slot = QWidget(self.side_page)
        self.result_slot.setObjectName(u"result_slot")

        self.side_column.addWidget(self.result_slot)

        self.options_slot = QWidget(self.side_page)
        self.options_slot.setObjectName(u"options_slot")

        self.side_column.addWidget(self.options_slot)

        self.rest = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.side_column.addItem(self.rest)

        self.side_column.setStretch(2, 1)
        self.side.setWidget(self.side_page)

        self.columns.addWidget(self.side)

        self.columns.setStretch(0, 3)
        self.columns.setStretch(1, 2)

        self.retranslateUi(Handover)
    # setupUi

    def retranslateUi(self, Handover):
        pass
    # retranslateUi

